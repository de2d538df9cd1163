/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Makes of a JSON object a record: the fields of objects within it, and of objects in lists within it, are named {@code outer.inner},
 * lists of plain values become one text; what lies deeper than eight is left out, and of more than 500 fields deeper than three the
 * last, as is a field that several objects of a list have. A record that
 * has a field twice, with different values, is none. What MongoDB writes around a value, {@code {"$oid": ...}}, is left away.
 */
final class FlatJson {

    /** Most fields of an object. */
    static final int MAX_FIELDS = 1000;

    /** What the elements of a list of plain values are called. */
    static final String VALUE = "value";

    private static final int DEPTH = 8;

    /** Objects in each other down to which a value is never left out for there being too many. */
    static final int SHALLOW = 3;

    /** Most values of an object that lie deeper. */
    private static final int MAX_DEEP = 500;

    /** Texts that are JSON themselves are read, and those in them, and no further. */
    private static final int MAX_WRAPPED = 2;

    private static final JsonFactory WRAPPED = factory();

    /** Most values that lie in each other. */
    static final int MAX_NESTING = 50;

    /** Of a value that is too long so much is shown. */
    private static final int SHOWN = 1000;

    private static final int LONGEST_NAME = 100;

    /** By which MongoDB (Extended JSON) and Firestore tell the type of a value. */
    private static final Set<String> TYPES = Set.of(
            "stringValue",
            "integerValue",
            "doubleValue",
            "timestampValue",
            "$oid",
            "$date",
            "$numberLong",
            "$numberInt",
            "$numberDouble",
            "$numberDecimal",
            "$uuid",
            "$symbol");

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Set<String> several = new HashSet<>();
    private final int wrapped;
    private Optional<String> repeated = Optional.empty();
    private long length;
    private int deep;

    private FlatJson(int wrapped) {
        this.wrapped = wrapped;
    }

    /** Reads JSON that is no deeper and whose values are no longer than a record may be. */
    static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                // As Python writes a number that is missing, unless it is told not to.
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxStringLength(DelimitedRecords.MAX_LENGTH + 2)
                        .maxNameLength(1000)
                        .build())
                .build();
    }

    /**
     * The fields of the value that a parser is at, which is passed.
     *
     * @throws UnreadableFileException when there are more than {@value #MAX_FIELDS}
     */
    static FlatRecord read(JsonParser json) throws IOException {
        FlatJson record = new FlatJson(0);
        if (json.currentToken() == JsonToken.START_OBJECT) {
            record.readObject(json, "", 1);
        } else {
            record.read(json, VALUE, 1);
        }
        record.fields.keySet().removeAll(record.several);
        return new FlatRecord(
                record.fields,
                record.length > DelimitedRecords.MAX_LENGTH ? Optional.of(DelimitedRecords.TOO_LONG) : record.repeated,
                record.several);
    }

    /** Keeps a value; of those that make the record too long only the beginning. */
    private void put(String name, String value, int depth) {
        if (depth > SHALLOW && !fields.containsKey(name) && deep++ >= MAX_DEEP) {
            deep = MAX_DEEP;
            return;
        }
        length += value.length();
        boolean cut = length > DelimitedRecords.MAX_LENGTH && value.length() > SHOWN;
        String before = fields.put(name, cut ? value.substring(0, value.offsetByCodePoints(0, SHOWN / 2)) : value);
        if (before != null && !before.equals(value) && repeated.isEmpty()) {
            repeated = Optional.of("the object has the field '"
                    + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                    + "' twice, with different values");
        }
    }

    private void readObject(JsonParser json, String prefix, int depth) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            boolean typed = !prefix.isEmpty() && TYPES.contains(field);
            json.nextToken();
            read(json, typed ? prefix.substring(0, prefix.length() - 1) : prefix + field, typed ? depth - 1 : depth);
            if (fields.size() - deep > MAX_FIELDS) {
                throw new UnreadableFileException(
                        "A JSON object has more than " + MAX_FIELDS + " fields: send fewer of them.");
            }
        }
    }

    private void read(JsonParser json, String name, int depth) throws IOException {
        JsonToken token = json.currentToken();
        switch (token) {
            case START_OBJECT -> {
                if (depth < DEPTH) {
                    readObject(json, name + ".", depth + 1);
                } else {
                    json.skipChildren();
                }
            }
            case START_ARRAY -> readList(json, name, depth);
            case VALUE_NULL -> put(name, "", depth);
            case VALUE_STRING -> {
                put(name, json.getText(), depth);
                wrapped(json.getText(), name, depth);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> put(name, json.getText(), depth);
            default -> throw new UnreadableFileException("The JSON ends in the middle: export the file again.");
        }
    }

    private void readList(JsonParser json, String name, int depth) throws IOException {
        StringJoiner values = new StringJoiner(", ");
        Set<String> seen = new HashSet<>();
        boolean objects = false;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = json.currentToken();
            if (token == null) {
                throw new UnreadableFileException("The JSON ends in the middle: export the file again.");
            }
            if (token == JsonToken.START_OBJECT && depth < DEPTH) {
                objects = true;
                element(json, name, depth, seen);
            } else if (token.isStructStart()) {
                json.skipChildren();
            } else if (values.length() <= DelimitedRecords.MAX_LENGTH) {
                values.add(json.getText());
            }
        }
        if (!objects || values.length() > 0) {
            put(name, values.toString(), depth);
        }
    }

    /** Of a text that is a JSON object itself, as queues have them, also the fields. */
    private void wrapped(String text, String name, int depth) {
        if (wrapped == MAX_WRAPPED || depth == DEPTH || text.length() > DelimitedRecords.MAX_LENGTH) {
            return;
        }
        String object = text.strip();
        if (!object.startsWith("{") || !object.endsWith("}")) {
            return;
        }
        FlatJson inner = new FlatJson(wrapped + 1);
        try (JsonParser json = WRAPPED.createParser(object)) {
            json.nextToken();
            inner.readObject(json, name + ".", depth + 1);
            if (json.nextToken() != null) {
                return;
            }
        } catch (IOException e) {
            // Braces, and no JSON.
            return;
        }
        several.addAll(inner.several);
        inner.fields.forEach((field, value) -> {
            if (fields.size() - deep < MAX_FIELDS) {
                fields.putIfAbsent(field, value);
            }
        });
    }

    /** An object of a list; of fields that several of them have nobody can tell which one is meant. */
    private void element(JsonParser json, String name, int depth, Set<String> seen) throws IOException {
        FlatJson element = new FlatJson(wrapped);
        element.readObject(json, name + ".", depth + 1);
        several.addAll(element.several);
        element.fields.forEach((field, value) -> {
            if (seen.add(field)) {
                put(field, value, depth + 1);
            } else {
                several.add(field);
            }
        });
    }
}
