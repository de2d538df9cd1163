package io.aegis.db.feedback;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Columns of a row that the database hands over as one text, as {@code CONCAT_WS(' ', ...)} joins them: each is read in its
 * turn. Columns of their own cost a client some 300 bytes each, and a moment 700. Whole numbers and floating-point numbers
 * come through exactly: MariaDB writes as many digits of a DOUBLE as tell it from all others. Not thread-safe.
 */
final class PackedColumns {

    private final String text;
    private int from;

    /** Reads from the first word on; none of them is NULL or has a blank in it. */
    PackedColumns(String text) {
        this.text = text;
    }

    /** The next word, a constant of an enum. */
    <E extends Enum<E>> E constant(Class<E> type) {
        return Enum.valueOf(type, next());
    }

    /** The next word, as it is. */
    String text() {
        return next();
    }

    /** The next word, a whole number. */
    long number() {
        int begin = from;
        return Long.parseLong(text, begin, end(), 10);
    }

    /** The next word, a number. */
    double decimal() {
        return Double.parseDouble(next());
    }

    /** The next word, a truth value. */
    boolean truth() {
        return number() != 0;
    }

    /** The next word, a moment in microseconds since 1970 in UTC. */
    Instant moment() {
        return Instant.EPOCH.plus(number(), ChronoUnit.MICROS);
    }

    private String next() {
        int begin = from;
        return text.substring(begin, end());
    }

    /** Where the word ends that begins where reading has come to; reading goes on after it. */
    private int end() {
        int blank = text.indexOf(' ', from);
        int end = blank < 0 ? text.length() : blank;
        from = Math.min(end + 1, text.length());
        return end;
    }
}
