/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON whose every value knows where it stands in its file. */
sealed interface LocatedJson {

    /** Where the value begins. */
    Place at();

    /** A place in a file, both from 1. */
    record Place(int line, int column) {

        static final Place START = new Place(1, 1);

        static Place of(@Nullable JsonLocation location) {
            return location == null
                    ? START
                    : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        }

        /** So many characters further on in a string that begins here; escapes before it would shift it. */
        Place inside(int offset) {
            return new Place(line, column + 1 + offset);
        }
    }

    record Text(Place at, String value) implements LocatedJson {}

    record Num(Place at, double value) implements LocatedJson {}

    record Flag(Place at, boolean value) implements LocatedJson {}

    record Nothing(Place at) implements LocatedJson {}

    record Items(Place at, List<LocatedJson> values) implements LocatedJson {}

    /** An object; {@code names} tells where each name stands. */
    record Fields(Place at, Map<String, LocatedJson> values, Map<String, Place> names) implements LocatedJson {}

    /**
     * Reads one value and the end of the input.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException when it is no JSON or an object has a name twice
     */
    static LocatedJson read(InputStream in) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(in)) {
            parser.nextToken();
            LocatedJson value = value(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "Something follows the last brace");
            }
            return value;
        }
    }

    private static LocatedJson value(JsonParser parser) throws IOException {
        Place at = Place.of(parser.currentTokenLocation());
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> fields(parser, at);
            case START_ARRAY -> items(parser, at);
            case VALUE_STRING -> new Text(at, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Num(at, parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> new Flag(at, parser.getBooleanValue());
            case null, default -> new Nothing(at);
        };
    }

    private static Items items(JsonParser parser, Place at) throws IOException {
        List<LocatedJson> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return new Items(at, values);
    }

    private static Fields fields(JsonParser parser, Place at) throws IOException {
        Map<String, LocatedJson> values = new LinkedHashMap<>();
        Map<String, Place> names = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            names.put(name, Place.of(parser.currentTokenLocation()));
            parser.nextToken();
            values.put(name, value(parser));
        }
        return new Fields(at, values, names);
    }
}
