/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The beginning of a JSON file. Its columns are the fields of its first objects. */
final class JsonHead {

    private JsonHead() {}

    /** Which kind of JSON a text is; empty when it is none. */
    static Optional<FileFormat> format(String text, KnownColumns known) {
        String begin = text.strip();
        if (!begins(begin)) {
            return Optional.empty();
        }
        String line = begin.lines().findFirst().orElse("").strip();
        if (line.startsWith("{") && isObject(line)) {
            boolean alone =
                    begin.lines().filter(each -> !each.isBlank()).limit(2).count() == 1;
            if (alone && JsonMembers.areRecords(line, known)) {
                return Optional.empty();
            }
            return Optional.of(
                    isPage(line, alone, known) || (!alone && JsonSeries.isIn(begin))
                            ? FileFormat.JSON
                            : FileFormat.JSONL);
        }
        if (line.startsWith("{") && !JsonSeries.isIn(begin) && JsonSeries.areLines(begin)) {
            return Optional.of(FileFormat.JSONL);
        }
        return JsonLists.of(begin).isList() || isRecords(begin, known)
                ? Optional.of(FileFormat.JSON)
                : Optional.empty();
    }

    /** Whether a text is objects that are records themselves, though not each on its line. */
    private static boolean isRecords(String text, KnownColumns known) {
        int objects = JsonSeries.objects(text);
        return objects > 1
                ? !fields(text).fields().isEmpty()
                : objects == 1
                        && isEnded(text)
                        && !JsonMembers.areRecords(text, known)
                        && tier(fields(text).fields().keySet(), known) < Integer.MAX_VALUE;
    }

    /** Whether the only object of a text has an end. */
    private static boolean isEnded(String text) {
        return isObject(text.strip());
    }

    private static boolean begins(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    /**
     * Whether an object is one around a list of records, not one itself: it has no text of its own that is surer to be one.
     *
     * @param alone whether it is all of the file
     */
    private static boolean isPage(String object, boolean alone, KnownColumns known) {
        JsonLists lists = JsonLists.of(object);
        if (!lists.isList()) {
            return false;
        }
        int own = tier(own(object, lists), known);
        int below = tier(lists, known);
        return alone ? below <= own : below < own;
    }

    /** The fields that the first object of a text has outside of its lists. */
    static Set<String> own(String text, JsonLists lists) {
        Set<String> fields = new HashSet<>(fields(text).fields().keySet());
        lists.lists().forEach(list -> fields.removeIf(field -> field.startsWith(list.name() + ".")));
        return fields;
    }

    /** How sure the surest name of the records of some lists is one of the text. */
    static int tier(JsonLists lists, KnownColumns known) {
        return lists.lists().stream()
                .mapToInt(list -> tier(list.fields(), known))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** How sure the surest of some names is one of the text. */
    static int tier(Set<String> names, KnownColumns known) {
        return names.stream()
                .flatMap(name -> lastPart(name).stream())
                .map(known::textTier)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Whether all of a text is JSON, save that its end may be cut off. */
    static boolean isJson(String text) {
        if (!begins(text.strip())) {
            return false;
        }
        try (JsonParser json = FlatJson.factory().createParser(text)) {
            while (json.nextToken() != null) {
                json.skipChildren();
            }
        } catch (JsonEOFException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
        return true;
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

    static boolean isObject(String line) {
        try (JsonParser json = FlatJson.factory().createParser(line)) {
            json.nextToken();
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** The first elements of a list. */
    static List<FlatRecord> elements(byte[] head, boolean whole, Optional<String> list) throws IOException {
        List<FlatRecord> elements = new ArrayList<>();
        try (JsonArrayRecords records = new JsonArrayRecords(new ByteArrayInputStream(head), List.of(), list)) {
            try {
                // Of a whole file all are passed, so that what is behind them is refused here too.
                for (var next = records.nextFields();
                        next.isPresent() && (whole || elements.size() < DelimitedHead.ROWS);
                        next = records.nextFields()) {
                    if (elements.size() < DelimitedHead.ROWS) {
                        elements.add(next.get());
                    }
                }
            } catch (UnreadableFileException e) {
                if (whole || records.isRefused()) {
                    throw e;
                }
                // The last one is cut off.
            }
        }
        return elements;
    }

    /** The fields of a line; none when it is no JSON. */
    static FlatRecord fields(String line) {
        try (JsonParser json = FlatJson.factory().createParser(line)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                return FlatJson.read(json);
            }
        } catch (IOException e) {
            // None.
        }
        return new FlatRecord(Map.of(), Optional.empty(), Set.of());
    }

    /** A table of objects. */
    static Header header(List<FlatRecord> objects, long start) throws UnreadableFileException {
        Set<String> names = new LinkedHashSet<>();
        objects.forEach(each -> names.addAll(each.fields().keySet()));
        if (names.size() > FlatJson.MAX_FIELDS) {
            // What lies deep is left out before all is refused.
            names.removeIf(name -> name.chars().filter(each -> each == '.').count() >= FlatJson.SHALLOW);
        }
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

    /**
     * What a person has to say when a text is there several times in a record, and nowhere else.
     *
     * @param columns of the table
     */
    static Optional<String> doubt(List<FlatRecord> objects, List<String> columns, KnownColumns known) {
        if (tier(Set.copyOf(columns), known) < Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return objects.stream()
                .flatMap(each -> each.several().stream())
                .filter(name -> tier(Set.of(name), known) < Integer.MAX_VALUE)
                .findFirst()
                .map(name ->
                        "Export one record for each text, or say another column (column=NAME): a record has several of '"
                                + TableColumns.cleaned(name) + "', which are not read.");
    }

    /** {@code review.text} may be meant by {@code text}. */
    private static List<String> lastPart(String name) {
        return List.of(name, name.substring(name.lastIndexOf('.') + 1));
    }

    /** Elements of a list as rows. */
    static List<HeadRow> rows(List<FlatRecord> elements, List<String> columns) {
        List<HeadRow> rows = new ArrayList<>();
        for (FlatRecord each : elements) {
            long number = rows.size() + 1L;
            FileRecord record =
                    new FileRecord.Cells(number, JsonArrayRecords.cells(each.fields(), columns), each.problem());
            rows.add(row(each, columns, record, new RecordPosition(number, number + 1)));
        }
        return rows;
    }

    /** An object as a row. */
    static HeadRow row(FlatRecord object, List<String> columns, FileRecord record, RecordPosition end) {
        List<String> cells = JsonArrayRecords.cells(object.fields(), columns);
        return new HeadRow(record.line(), end, cells, object.problem().isPresent(), record);
    }

    /** Nothing was asked for that JSON does not have. */
    static void refuseHeader(OptionalInt headerRow) {
        if (headerRow.orElse(0) != 0) {
            throw new InvalidOptionException("header_row", "must be 0 or left out for JSON");
        }
    }
}
