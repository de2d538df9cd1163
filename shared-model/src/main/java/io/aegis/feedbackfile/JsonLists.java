/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The lists of objects that the first value of a JSON text has, as far as the text goes: those that {@link JsonArrayRecords}
 * tells apart.
 *
 * @param lists in their order
 * @param plain whether the value is itself a list of texts
 */
record JsonLists(List<Named> lists, boolean plain) {

    private static final int LOOKED_AT = 20;

    /**
     * A list.
     *
     * @param name where it is, such as {@code data.reviews}; blank when it is the value itself
     * @param fields of its first elements
     */
    record Named(String name, Set<String> fields) {

        /** Copies the names. */
        Named {
            fields = new LinkedHashSet<>(fields);
        }
    }

    /** Copies the list. */
    JsonLists {
        lists = List.copyOf(lists);
    }

    /** Looks at a text; what is no JSON has no lists. */
    static JsonLists of(String text) {
        List<Named> lists = new ArrayList<>();
        boolean plain = false;
        try (JsonParser json = FlatJson.factory().createParser(text)) {
            JsonPath path = new JsonPath();
            do {
                JsonToken token = json.nextToken();
                if (token == null) {
                    break;
                }
                switch (token) {
                    case START_OBJECT -> {
                        if (!path.enter(json.currentName())) {
                            json.skipChildren();
                        }
                    }
                    case END_OBJECT -> path.leave();
                    case START_ARRAY -> {
                        String name = path.of(json.currentName());
                        JsonToken first = json.nextToken();
                        plain |= path.depth() == 0 && first == JsonToken.VALUE_STRING;
                        if (first == JsonToken.START_OBJECT) {
                            // Known though its end may be cut off.
                            Set<String> fields = new LinkedHashSet<>();
                            lists.add(new Named(name, fields));
                            read(json, fields);
                            lists.set(lists.size() - 1, new Named(name, fields));
                        } else {
                            pass(json);
                        }
                    }
                    default -> {}
                }
            } while (path.depth() > 0);
        } catch (IOException e) {
            // Cut off, or no JSON: what was found by then.
        }
        return new JsonLists(lists, plain);
    }

    private static void read(JsonParser json, Set<String> fields) throws IOException {
        int count = 0;
        for (JsonToken token = json.currentToken();
                token != null && token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            if (count++ < LOOKED_AT) {
                fields.addAll(FlatJson.read(json).fields().keySet());
            } else {
                json.skipChildren();
            }
        }
    }

    private static void pass(JsonParser json) throws IOException {
        for (JsonToken token = json.currentToken();
                token != null && token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            json.skipChildren();
        }
    }

    /** Whether there is a list that records can be read of. */
    boolean isList() {
        return plain || !lists.isEmpty();
    }
}
