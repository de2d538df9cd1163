/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aegis.online.http.json.StrictJson;
import java.io.IOException;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/**
 * A message in the JSON form of Protocol Buffers: integers of 64 bits may be texts, NaN and the infinities are, and enums are
 * numbers. Of one field that is there twice the last counts.
 */
public final class JsonCursor implements WireCursor {

    private static final int LONGEST_NUMBER = 40;

    private final JsonParser parser;
    private boolean taken;

    /** Reads a body in UTF-8. */
    public JsonCursor(byte[] body) throws IOException {
        this.parser = StrictJson.parser(body, 0, body.length);
    }

    @Override
    public void root(FieldNames names, FieldReader reader) throws IOException {
        parser.nextToken();
        message(names, reader);
        if (parser.nextToken() != null) {
            throw new IOException("something after the value");
        }
    }

    @Override
    public void message(FieldNames names, FieldReader reader) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw new IOException("no object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int number = names.number(parser.currentName());
            if (parser.nextToken() == JsonToken.START_ARRAY && number != 0) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    field(number, reader);
                }
            } else {
                field(number, reader);
            }
        }
        taken = true;
    }

    private void field(int number, FieldReader reader) throws IOException {
        taken = false;
        if (number != 0 && !parser.hasToken(JsonToken.VALUE_NULL)) {
            reader.read(number);
        }
        if (!taken) {
            parser.skipChildren();
        }
    }

    @Override
    public String text() throws IOException {
        taken = true;
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw new IOException("no text");
        }
        return parser.getText();
    }

    @Override
    public long integer() throws IOException {
        taken = true;
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_STRING -> unsigned(parser.getText());
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            default -> throw new IOException("no integer");
        };
    }

    @Override
    public int signed() throws IOException {
        return (int) integer();
    }

    @Override
    public long fixed() throws IOException {
        return integer();
    }

    @Override
    public double number() throws IOException {
        taken = true;
        if (parser.currentToken().isNumeric()) {
            return parser.getDoubleValue();
        }
        try {
            return Double.parseDouble(bounded(text()));
        } catch (NumberFormatException e) {
            throw new IOException("no number", e);
        }
    }

    @Override
    public long id() throws IOException {
        String hex = text();
        long id = 0;
        for (int i = 0; i + 1 < hex.length(); i += 2) {
            int high = Character.digit(hex.charAt(i), 16);
            int low = Character.digit(hex.charAt(i + 1), 16);
            if (high < 0 || low < 0) {
                throw new IOException("no hexadecimal id");
            }
            id = Long.rotateLeft(id, Byte.SIZE) ^ (high << 4 | low);
        }
        return id;
    }

    @Override
    public void fixeds(LongConsumer each) throws IOException {
        each.accept(integer());
    }

    @Override
    public void integers(LongConsumer each) throws IOException {
        each.accept(integer());
    }

    @Override
    public void numbers(DoubleConsumer each) throws IOException {
        each.accept(number());
    }

    private static long unsigned(String text) throws IOException {
        try {
            return text.startsWith("-") ? Long.parseLong(bounded(text)) : Long.parseUnsignedLong(bounded(text));
        } catch (NumberFormatException e) {
            throw new IOException("no integer", e);
        }
    }

    private static String bounded(String text) throws IOException {
        if (text.length() > LONGEST_NUMBER) {
            throw new IOException("a number of many digits");
        }
        return text;
    }
}
