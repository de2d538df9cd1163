/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a list of a JSON file, at most seven objects deep. Where several JSON values stand one behind the other,
 * such as pages of an API, the lists of all are read, or each value is a record; whatever else there is is refused, so that nothing
 * is passed over in silence. Positions count elements. Not thread-safe.
 */
final class JsonArrayRecords implements RecordReader {

    private static final String NO_LIST =
            "The JSON has no list of records: export a list of objects, or one object a line.";
    private static final String CUT_OFF = "The JSON ends in the middle of its list: export the file again.";
    private static final String LISTS = "Each record of the JSON is a list: export a list of objects, or CSV.";

    private final JsonParser json;
    private final InputStream source;
    private final List<String> columns;
    private final JsonPath path = new JsonPath();
    private final boolean chosen;
    private final boolean each;
    private Optional<String> read;
    private long number;
    private boolean within;
    private boolean ended;
    private boolean refused;
    private boolean plain;
    private int roots;
    private boolean found;
    private boolean peeked;
    private boolean passedNothing;

    /**
     * Reads a list.
     *
     * @param source UTF-8; closed by {@link #close()}
     * @param columns names of the fields that make a record's cells
     * @param wanted name of the list, as {@link JsonLists} has it, or {@link JsonSeries#EACH}; empty when there is to be only one list
     */
    JsonArrayRecords(InputStream source, List<String> columns, Optional<String> wanted) throws IOException {
        this.source = source;
        this.json = FlatJson.factory().createParser(new BoundedStrings(source));
        this.columns = List.copyOf(columns);
        this.read = wanted;
        this.chosen = wanted.isPresent();
        this.each = wanted.filter(JsonSeries.EACH::equals).isPresent();
    }

    @Override
    public Optional<FileRecord> next() throws IOException {
        Optional<FlatRecord> next = nextFields();
        return next.map(record -> new FileRecord.Cells(number, cells(record.fields(), columns), record.problem()));
    }

    /** The next element; empty at the end. */
    Optional<FlatRecord> nextFields() throws IOException {
        try {
            if (each) {
                return value(json.nextToken());
            }
            while (!ended) {
                JsonToken token = peeked ? json.currentToken() : json.nextToken();
                peeked = false;
                if (!within) {
                    pass(token);
                } else if (token == JsonToken.END_ARRAY) {
                    within = false;
                } else if (token == null) {
                    throw new UnreadableFileException(CUT_OFF);
                } else {
                    return Optional.of(element(token));
                }
            }
            return Optional.empty();
        } catch (JsonEOFException e) {
            throw new UnreadableFileException(CUT_OFF);
        } catch (StreamConstraintsException e) {
            throw new UnreadableFileException(
                    "The JSON has a name or number of more than 1000 characters, or nests more"
                            + " than " + FlatJson.MAX_NESTING + " values in each other, behind element " + number
                            + " of its list: leave it out, or save the file as CSV.");
        } catch (JsonProcessingException e) {
            throw new UnreadableFileException("The JSON is not well-formed behind element " + number
                    + " of its list: export the file again, or save it as CSV.");
        }
    }

    /** A value that is a record itself. */
    private Optional<FlatRecord> value(@Nullable JsonToken token) throws IOException {
        if (token == null) {
            return Optional.empty();
        }
        if (token != JsonToken.START_OBJECT) {
            throw refusal("Something that is no object stands in the JSON behind object " + number
                    + ": export a list of objects, or one object a line.");
        }
        number++;
        return Optional.of(FlatJson.read(json));
    }

    private FlatRecord element(JsonToken token) throws IOException {
        plain |= token != JsonToken.START_OBJECT;
        if (token == JsonToken.START_ARRAY || (plain && roots > 1)) {
            throw refusal(LISTS);
        }
        number++;
        return FlatJson.read(json);
    }

    /** Goes on outside of the list. */
    private void pass(JsonToken token) throws IOException {
        if (token == null) {
            ended = true;
            if (roots == 0 || !found) {
                throw refusal(NO_LIST);
            }
            return;
        }
        if (path.depth() == 0) {
            begin(token);
        }
        switch (token) {
            case START_OBJECT -> {
                if (!path.enter(json.currentName())) {
                    json.skipChildren();
                }
            }
            case END_OBJECT -> {
                path.leave();
                if (path.depth() == 0 && !found) {
                    throw refusal(
                            roots == 1
                                    ? NO_LIST
                                    : "Behind the list of the JSON something follows that has none: export a list of "
                                            + "objects, or one object a line.");
                }
            }
            case START_ARRAY -> list();
            default -> {}
        }
    }

    private void begin(JsonToken token) throws IOException {
        roots++;
        found = false;
        if (!token.isStructStart()) {
            throw refusal("Something that is no list stands in the JSON behind element " + number
                    + ": export a list of objects, or one object a line.");
        }
    }

    private void list() throws IOException {
        String name = path.of(json.currentName());
        boolean empty = path.depth() > 0 && !beginsWithObject();
        if (empty && !(passedNothing && name.equals(read.orElse(name)))) {
            return;
        }
        if (read.isPresent() && !read.get().equals(name)) {
            if (!chosen) {
                throw refusal("The JSON has more than one list of records, '" + read.get() + "' and '" + name
                        + "': say which one to read (sheet=NAME).");
            }
            passRest(peeked ? json.currentToken() : json.nextToken());
            peeked = false;
            return;
        }
        found = true;
        if (!empty) {
            read = Optional.of(name);
            within = true;
        }
    }

    /** Whether the list that begins is one of objects; one of anything else is passed. */
    private boolean beginsWithObject() throws IOException {
        JsonToken first = json.nextToken();
        peeked = first == JsonToken.START_OBJECT;
        passedNothing = first == JsonToken.END_ARRAY;
        if (!peeked && first != null) {
            passRest(first);
        }
        return peeked;
    }

    /** Passes a list of which an element has begun. */
    private void passRest(JsonToken first) throws IOException {
        for (JsonToken token = first; token != null && token != JsonToken.END_ARRAY; token = json.nextToken()) {
            json.skipChildren();
        }
    }

    private UnreadableFileException refusal(String message) {
        refused = true;
        return new UnreadableFileException(message);
    }

    /** Whether what was read so far is refused, whatever follows. */
    boolean isRefused() {
        return refused;
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
