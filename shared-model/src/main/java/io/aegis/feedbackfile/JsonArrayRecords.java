/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The elements of the first array of a JSON file, at most three objects deep. Positions count them. Not thread-safe.
 */
final class JsonArrayRecords implements RecordReader {

    private static final int DEEPEST = 3;
    private static final String CUT_OFF = "The JSON ends in the middle of its list: export the file again.";

    private final JsonParser json;
    private final InputStream source;
    private final List<String> columns;
    private long number;
    private boolean begun;
    private boolean ended;

    /**
     * Reads an array.
     *
     * @param source UTF-8, UTF-16 or UTF-32; closed by {@link #close()}
     * @param columns names of the fields that make a record's cells
     */
    JsonArrayRecords(InputStream source, List<String> columns) throws IOException {
        this.source = source;
        this.json = FlatJson.factory().createParser(source);
        this.columns = List.copyOf(columns);
    }

    @Override
    public Optional<FileRecord> next() throws IOException {
        Optional<Map<String, String>> next = nextFields();
        return next.map(fields -> new FileRecord.Cells(number, cells(fields, columns), Optional.empty()));
    }

    /** The next element's fields; empty at the end. */
    Optional<Map<String, String>> nextFields() throws IOException {
        try {
            if (!begun) {
                begin();
            }
            if (ended) {
                return Optional.empty();
            }
            JsonToken token = json.nextToken();
            if (token == JsonToken.END_ARRAY) {
                ended = true;
                return Optional.empty();
            }
            if (token == null) {
                throw new UnreadableFileException(CUT_OFF);
            }
            number++;
            return Optional.of(FlatJson.read(json));
        } catch (JsonEOFException e) {
            throw new UnreadableFileException(CUT_OFF);
        } catch (JsonProcessingException e) {
            throw new UnreadableFileException("The JSON is not well-formed behind element " + number
                    + " of its list: export the file again, or save it as CSV.");
        }
    }

    private void begin() throws IOException {
        begun = true;
        int depth = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.START_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT && ++depth > DEEPEST) {
                json.skipChildren();
                depth--;
            } else if (token == JsonToken.END_OBJECT) {
                depth--;
            } else if (token == null) {
                throw new UnreadableFileException(
                        "The JSON has no list of records: export a list of objects, or one object a line.");
            }
        }
    }

    /** Of the fields those that are columns, in their order. */
    static List<String> cells(Map<String, String> fields, List<String> columns) {
        return columns.stream().map(name -> fields.getOrDefault(name, "")).toList();
    }

    @Override
    public RecordPosition position() {
        return new RecordPosition(number, number + 1);
    }

    @Override
    public void close() throws IOException {
        json.close();
        source.close();
    }
}
