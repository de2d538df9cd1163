/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The fields of a JSON object, by name. */
public sealed interface JsonFields {

    /** Whether a field is there and not null. */
    boolean has(String name);

    /** What a field holds; missing when it is absent. */
    JsonNode value(String name);

    /** The fields of the object in a field; empty when there is no object. */
    Optional<JsonFields> object(String name);

    /** Names of all fields. */
    SortedSet<String> names();

    /** An object that is there as a whole, or no object at all. */
    record Built(JsonNode object) implements JsonFields {

        @Override
        public boolean has(String name) {
            return object.hasNonNull(name);
        }

        @Override
        public JsonNode value(String name) {
            return object.path(name);
        }

        @Override
        public Optional<JsonFields> object(String name) {
            return Optional.of(object.path(name)).filter(JsonNode::isObject).map(Built::new);
        }

        @Override
        public SortedSet<String> names() {
            SortedSet<String> names = new TreeSet<>();
            object.fieldNames().forEachRemaining(names::add);
            return names;
        }
    }

    /**
     * An object of which nothing is built but what somebody asks for: of lists and objects it is known where they lie, and most
     * of what a sender adds nobody asks for.
     */
    final class Located implements JsonFields {

        private final byte[] text;
        private final JsonBudget budget;
        private final Map<String, JsonNode> built = new HashMap<>();
        private final Map<String, Place> places = new HashMap<>();

        /** From its first byte to the one after its last. */
        private record Place(int from, int to, boolean object) {}

        private Located(byte[] text, JsonBudget budget) {
            this.text = text;
            this.budget = budget;
        }

        /**
         * Looks through a text, which has to be one object with nothing after it.
         *
         * @return empty when it is one value of another kind
         * @throws JsonProcessingException when it is not exactly one value, or repeats a name where it is looked at
         * @throws ProblemException 400 when it is empty, 422 when it has more tokens than the budget
         */
        static Optional<Located> in(byte[] text, JsonBudget budget) throws JsonProcessingException {
            try (JsonParser parser = StrictJson.parser(text, 0, text.length)) {
                JsonToken first = parser.nextToken();
                if (first == null) {
                    throw ProblemException.malformed("The body is empty.");
                }
                Located located = new Located(text, budget);
                if (first == JsonToken.START_OBJECT) {
                    located.look(parser, 0, true);
                } else {
                    skip(parser, budget, true);
                }
                if (parser.nextToken() != null) {
                    throw new JsonParseException(parser, "something after the value");
                }
                return first == JsonToken.START_OBJECT ? Optional.of(located) : Optional.empty();
            } catch (JsonProcessingException e) {
                throw e;
            } catch (IOException e) {
                throw new UncheckedIOException("reading memory", e);
            }
        }

        @Override
        public boolean has(String name) {
            JsonNode scalar = built.get(name);
            return places.containsKey(name) || (scalar != null && !scalar.isNull());
        }

        @Override
        public JsonNode value(String name) {
            Place place = places.remove(name);
            if (place != null) {
                built.put(name, at(place));
            }
            return built.getOrDefault(name, MissingNode.getInstance());
        }

        @Override
        public Optional<JsonFields> object(String name) {
            Place place = places.get(name);
            if (place == null) {
                return Optional.of(value(name)).filter(JsonNode::isObject).map(Built::new);
            }
            return place.object() ? Optional.of(inside(place)) : Optional.empty();
        }

        @Override
        public SortedSet<String> names() {
            SortedSet<String> names = new TreeSet<>(built.keySet());
            names.addAll(places.keySet());
            return names;
        }

        private JsonNode at(Place place) {
            try (JsonParser parser = StrictJson.parser(text, place.from(), place.to())) {
                parser.nextToken();
                return JsonTree.build(parser, budget);
            } catch (IOException e) {
                throw JsonBodyReader.malformed("");
            }
        }

        private Located inside(Place place) {
            Located inside = new Located(text, budget);
            try (JsonParser parser = StrictJson.parser(text, place.from(), place.to())) {
                parser.nextToken();
                inside.look(parser, place.from(), false);
                return inside;
            } catch (IOException e) {
                throw JsonBodyReader.malformed("");
            }
        }

        /** Notes the fields of the object at whose beginning a parser stands, which began at {@code base}. */
        private void look(JsonParser parser, int base, boolean count) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (built.containsKey(name) || places.containsKey(name)) {
                    throw new JsonParseException(parser, "a name is repeated");
                }
                if (count) {
                    budget.token();
                }
                if (value.isStructStart()) {
                    int from = offset(parser);
                    skip(parser, budget, count);
                    places.put(
                            name, new Place(base + from, base + offset(parser) + 1, value == JsonToken.START_OBJECT));
                    budget.node();
                } else {
                    built.put(name, JsonTree.build(parser, budget));
                }
            }
        }

        private static int offset(JsonParser parser) {
            return (int) parser.currentTokenLocation().getByteOffset();
        }

        /** Passes a value over, to its end. */
        private static void skip(JsonParser parser, JsonBudget budget, boolean count) throws IOException {
            int depth = 0;
            for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
                if (count) {
                    budget.token();
                }
                if (token == null) {
                    return;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    return;
                }
            }
        }
    }
}
