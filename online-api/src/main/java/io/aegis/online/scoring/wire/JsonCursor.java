/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aegis.online.http.json.StrictJson;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * A message in the JSON form of Protocol Buffers: numbers may be texts, NaN and the infinities are, enums are numbers or names, and
 * null is no value. Fields that are not known are passed over. A value of another type than its field's is refused with the
 * field's path; so is an object in which all that matters stands under names that are not known. Of one field that is there
 * twice the last counts.
 */
public final class JsonCursor implements WireCursor {

    private static final int LONGEST_NUMBER = 400;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?|NaN|-?Infinity");
    private static final String WHOLE = "a whole number";
    private static final int LONGEST_EXPONENT = 40;

    /** So many digits always fit into 64 bits without a sign. */
    private static final int SURE_DIGITS = 19;

    /** Bits of the longest integer: that of an unsigned one. */
    private static final int MOST_BITS = 64;

    private final JsonParser parser;
    private boolean taken;

    /** Reads a body in UTF-8. */
    public JsonCursor(byte[] body) throws IOException {
        this.parser = StrictJson.parser(body, 0, body.length);
    }

    @Override
    public void root(FieldNames names, FieldReader reader) throws IOException {
        if (parser.nextToken() == null) {
            throw ProblemException.malformed("The body is empty.");
        }
        message(names, reader);
        if (parser.nextToken() != null) {
            throw new IOException("something after the value");
        }
    }

    @Override
    public void message(FieldNames names, FieldReader reader) throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        boolean strange = false;
        boolean complete = names.needed().isEmpty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            FieldNames.Field field = names.field(parser.currentName());
            boolean there = parser.nextToken() != JsonToken.VALUE_NULL;
            strange |= there && field.number() == 0;
            complete |= there && names.needed().contains(field.name());
            if (field.number() == 0) {
                parser.skipChildren();
            } else if (there && field.list()) {
                list(field.number(), reader);
            } else if (there) {
                field(field.number(), reader);
            }
        }
        if (strange && !complete) {
            throw JsonPlace.missing(String.join(" or ", names.needed()), parser);
        }
        taken = true;
    }

    private void list(int number, FieldReader reader) throws IOException {
        require(JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.hasToken(JsonToken.VALUE_NULL)) {
                throw JsonPlace.not("a value", parser);
            }
            field(number, reader);
        }
    }

    private void field(int number, FieldReader reader) throws IOException {
        taken = false;
        reader.read(number);
        if (!taken) {
            parser.skipChildren();
        }
    }

    private void require(JsonToken token, String wanted) {
        if (!parser.hasToken(token)) {
            throw JsonPlace.not(wanted, parser);
        }
    }

    @Override
    public String text() throws IOException {
        taken = true;
        require(JsonToken.VALUE_STRING, "a text");
        return parser.getText();
    }

    @Override
    public boolean bool() throws IOException {
        taken = true;
        if (!parser.currentToken().isBoolean()) {
            throw JsonPlace.not("true or false", parser);
        }
        return parser.getBooleanValue();
    }

    @Override
    public long integer() throws IOException {
        taken = true;
        if (parser.hasToken(JsonToken.VALUE_STRING) && digits(parser.getText())) {
            return Long.parseUnsignedLong(parser.getText());
        }
        BigDecimal value = decimal(WHOLE);
        // An exponent of millions would be as many digits.
        if (Math.abs(value.scale()) > LONGEST_EXPONENT
                || value.stripTrailingZeros().scale() > 0) {
            throw JsonPlace.not(WHOLE, parser);
        }
        if (value.toBigInteger().bitLength() > (value.signum() < 0 ? MOST_BITS - 1 : MOST_BITS)) {
            throw ProblemException.malformed(JsonPlace.of(parser), "must be a whole number of 64 bits");
        }
        return value.toBigInteger().longValue();
    }

    private static boolean digits(String text) {
        boolean digits = !text.isEmpty() && text.length() <= SURE_DIGITS;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    /** The number that is here, or that the text here is. */
    private BigDecimal decimal(String wanted) throws IOException {
        String text = number(wanted);
        if (text.endsWith("N") || text.endsWith("y")) {
            throw JsonPlace.not(wanted, parser);
        }
        return new BigDecimal(text);
    }

    private String number(String wanted) throws IOException {
        boolean written = parser.hasToken(JsonToken.VALUE_STRING)
                || (parser.currentToken() != null && parser.currentToken().isNumeric());
        if (!written) {
            throw JsonPlace.not(wanted, parser);
        }
        String text = parser.getText();
        if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
            throw ProblemException.malformed(
                    JsonPlace.of(parser), "must be " + wanted + " of at most " + LONGEST_NUMBER + " characters");
        }
        return text;
    }

    @Override
    public int signed() throws IOException {
        long value = integer();
        if (value != (int) value) {
            throw ProblemException.malformed(JsonPlace.of(parser), "must be a whole number of 32 bits");
        }
        return (int) value;
    }

    @Override
    public long constant(FieldNames names) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return integer();
        }
        taken = true;
        if (!names.has(parser.getText())) {
            throw ProblemException.malformed(JsonPlace.of(parser), "must be a number or a name of its enum");
        }
        return names.field(parser.getText()).number();
    }

    @Override
    public long fixed() throws IOException {
        return integer();
    }

    @Override
    public double number() throws IOException {
        taken = true;
        return Double.parseDouble(number("a number"));
    }

    @Override
    public long id() throws IOException {
        String hex = text();
        long id = 0;
        for (int i = 0; i < hex.length(); i += 2) {
            int high = Character.digit(hex.charAt(i), 16);
            int low = i + 1 < hex.length() ? Character.digit(hex.charAt(i + 1), 16) : -1;
            if (high < 0 || low < 0) {
                throw ProblemException.malformed(JsonPlace.of(parser), "must be an id in hexadecimal digits");
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
}
