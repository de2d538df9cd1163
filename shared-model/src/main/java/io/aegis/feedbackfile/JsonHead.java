/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The beginning of a JSON file. Its columns are the fields of its first objects. */
final class JsonHead {

    private static final int DEEPEST = 3;

    private JsonHead() {}

    /** Which kind of JSON a text is; empty when it is none. */
    static Optional<FileFormat> format(String text) {
        String begin = text.strip();
        if (!begin.startsWith("{") && !begin.startsWith("[")) {
            return Optional.empty();
        }
        String line = begin.lines().findFirst().orElse("").strip();
        if (line.startsWith("{") && isObject(line) && !isWrapper(begin)) {
            return Optional.of(FileFormat.JSONL);
        }
        return hasList(begin) ? Optional.of(FileFormat.JSON) : Optional.empty();
    }

    /** Whether a text is JSON that no parser here follows to its end. */
    static boolean nestsTooDeeply(String text) {
        int depth = 0;
        try (JsonParser json = FlatJson.factory().createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        } catch (StreamConstraintsException e) {
            return depth >= FlatJson.MAX_NESTING;
        } catch (IOException e) {
            // No JSON.
        }
        return false;
    }

    private static boolean isObject(String line) {
        try (JsonParser json = FlatJson.factory().createParser(line)) {
            json.nextToken();
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether all of it is one object with a list of objects in it. */
    private static boolean isWrapper(String text) {
        return text.lines().filter(line -> !line.isBlank()).limit(2).count() == 1 && hasList(text);
    }

    /** Whether the first list, at most three objects deep, begins with an object; at the top also with a text. */
    private static boolean hasList(String text) {
        try (JsonParser json = FlatJson.factory().createParser(text)) {
            int depth = 0;
            for (JsonToken token = json.nextToken(); token != null && depth <= DEEPEST; token = json.nextToken()) {
                switch (token) {
                    case START_OBJECT -> depth++;
                    case END_OBJECT -> depth--;
                    case START_ARRAY -> {
                        JsonToken first = json.nextToken();
                        return first == JsonToken.START_OBJECT || (depth == 0 && first == JsonToken.VALUE_STRING);
                    }
                    default -> {}
                }
            }
        } catch (IOException e) {
            // No JSON.
        }
        return false;
    }

    /** The first elements of a list. */
    static List<Map<String, String>> elements(byte[] head, boolean whole, int most) throws IOException {
        List<Map<String, String>> elements = new ArrayList<>();
        try (JsonArrayRecords records = new JsonArrayRecords(new ByteArrayInputStream(head), List.of())) {
            while (elements.size() < most) {
                Optional<Map<String, String>> next = records.nextFields();
                if (next.isEmpty()) {
                    break;
                }
                elements.add(next.get());
            }
        } catch (UnreadableFileException e) {
            if (whole || elements.isEmpty()) {
                throw e;
            }
            // The last one is cut off.
        }
        return elements;
    }

    /** The fields of a line; none when it is no JSON. */
    static Map<String, String> fields(String line) {
        try (JsonParser json = FlatJson.factory().createParser(line)) {
            return json.nextToken() == null ? Map.of() : FlatJson.read(json);
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** A table of objects. */
    static Header header(List<Map<String, String>> objects, long start) throws UnreadableFileException {
        Set<String> names = new LinkedHashSet<>();
        objects.forEach(each -> names.addAll(each.keySet()));
        if (names.size() > FlatJson.MAX_FIELDS) {
            throw new UnreadableFileException(
                    "The objects have more than " + FlatJson.MAX_FIELDS + " different fields: send fewer of them.");
        }
        List<String> columns = List.copyOf(names);
        return new Header(
                0,
                0,
                new TableColumns(
                        columns, columns.stream().map(JsonHead::lastPart).toList()),
                true,
                "JSON names its fields itself",
                Optional.of(new RecordPosition(start, 1)));
    }

    /** {@code review.text} may be meant by {@code text}. */
    private static List<String> lastPart(String name) {
        return List.of(name, name.substring(name.lastIndexOf('.') + 1));
    }

    /** Objects as rows. */
    static List<HeadRow> rows(List<Map<String, String>> objects, List<String> columns, List<Long> lines) {
        List<HeadRow> rows = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            long line = lines.isEmpty() ? i + 1 : lines.get(i);
            rows.add(new HeadRow(
                    line,
                    new RecordPosition(i + 1L, line + 1),
                    JsonArrayRecords.cells(objects.get(i), columns),
                    false));
        }
        return rows;
    }

    /** Nothing was asked for that JSON does not have. */
    static void refuseHeader(OptionalInt headerRow) {
        if (headerRow.orElse(0) != 0) {
            throw new InvalidOptionException("header_row", "must be 0 or left out for JSON");
        }
    }
}
