/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Makes of a JSON object a record: the fields of objects within it are named {@code outer.inner}, lists of plain values
 * become one text, and what lies deeper is left out.
 */
final class FlatJson {

    /** Most fields of an object. */
    static final int MAX_FIELDS = 1000;

    /** What the elements of a list of plain values are called. */
    static final String VALUE = "value";

    private static final int DEPTH = 3;
    /** Most values that lie in each other. */
    static final int MAX_NESTING = 50;

    /** Of a value that is too long so much is shown. */
    private static final int SHOWN = 1000;

    private final Map<String, String> fields = new LinkedHashMap<>();
    private long length;

    private FlatJson() {}

    /** Reads JSON that is no deeper and whose values are no longer than a record may be. */
    static JsonFactory factory() {
        return JsonFactory.builder()
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxStringLength(DelimitedRecords.MAX_LENGTH + 2)
                        .maxNameLength(1000)
                        .build())
                .build();
    }

    /**
     * The fields of the value that a parser is at, which is passed; of two of one name the last.
     *
     * @throws UnreadableFileException when there are more than {@value #MAX_FIELDS}
     */
    static FlatRecord read(JsonParser json) throws IOException {
        FlatJson record = new FlatJson();
        if (json.currentToken() == JsonToken.START_OBJECT) {
            record.readObject(json, "", 1);
        } else {
            record.read(json, VALUE, 1);
        }
        return new FlatRecord(
                record.fields,
                record.length > DelimitedRecords.MAX_LENGTH
                        ? Optional.of(DelimitedRecords.TOO_LONG)
                        : Optional.empty());
    }

    /** Keeps a value; of those that make the record too long only the beginning. */
    private void put(String name, String value) {
        length += value.length();
        boolean cut = length > DelimitedRecords.MAX_LENGTH && value.length() > SHOWN;
        fields.put(name, cut ? value.substring(0, value.offsetByCodePoints(0, SHOWN / 2)) : value);
    }

    private void readObject(JsonParser json, String prefix, int depth) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + json.currentName();
            json.nextToken();
            read(json, name, depth);
            if (fields.size() > MAX_FIELDS) {
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
            case START_ARRAY -> put(name, plainValues(json));
            case VALUE_NULL -> put(name, "");
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                put(name, json.getText());
            default -> throw new UnreadableFileException("The JSON ends in the middle: export the file again.");
        }
    }

    private static String plainValues(JsonParser json) throws IOException {
        StringJoiner values = new StringJoiner(", ");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = json.currentToken();
            if (token == null) {
                throw new UnreadableFileException("The JSON ends in the middle: export the file again.");
            }
            if (token.isStructStart()) {
                json.skipChildren();
            } else if (values.length() <= DelimitedRecords.MAX_LENGTH) {
                values.add(json.getText());
            }
        }
        return values.toString();
    }
}
