/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.aegis.problem.ProblemException;

/** The field that a reader of JSON stands at, as senders are told it: {@code streams[0].values[2][1]}. */
public final class JsonPlace {

    private static final int LONGEST_NAME = 64;

    private JsonPlace() {}

    /** The path of the value that a parser stands at, or at whose beginning it stands; {@code body} for the whole. */
    public static String of(JsonParser parser) {
        StringBuilder path = new StringBuilder();
        append(parser.getParsingContext(), path);
        return path.isEmpty() ? "body" : path.toString();
    }

    private static void append(JsonStreamContext context, StringBuilder path) {
        if (context.inRoot()) {
            return;
        }
        append(context.getParent(), path);
        if (context.inArray() && context.hasCurrentIndex()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.inObject() && context.hasCurrentName()) {
            String name = context.getCurrentName();
            path.append(path.isEmpty() ? "" : ".")
                    .append(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
        }
    }

    /** 400: the value that a parser stands at is of another kind than wanted, such as {@code a list}. */
    public static ProblemException not(String wanted, JsonParser parser) {
        return ProblemException.malformed(of(parser), "must be " + wanted + ", and is " + kind(parser.currentToken()));
    }

    /**
     * 400: an object lacks what everything else in it hangs on.
     *
     * @param parser at the object's end
     * @param field of the object
     */
    public static ProblemException missing(String field, JsonParser parser) {
        // At the end of an object its parent's place is the object's.
        String object = of(parser);
        return ProblemException.malformed(object.equals("body") ? field : object + "." + field, "is missing");
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case null, default -> "not there";
        };
    }
}
