/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Columns of a row that the database hands over as one text: words as {@code CONCAT_WS(' ', ...)} joins them, with a blank
 * behind the last of them, then texts whose lengths are among the words. Each is read in its turn. Columns of their own cost a
 * client some 300 bytes each, and a moment 700. Whole numbers and floating-point numbers come through exactly: MariaDB writes as
 * many digits of a DOUBLE as tell it from all others. Not thread-safe.
 */
final class PackedColumns {

    private static final int MOST_DIGITS = 15;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final String text;
    private int from;

    /** Reads from the first word on; none of the words is NULL or has a blank in it. */
    PackedColumns(String text) {
        this.text = text;
    }

    /** The next word, one of these constants. */
    <E extends Enum<E>> E constant(List<E> all) {
        int begin = from;
        int length = end() - begin;
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).name();
            if (name.length() == length && text.startsWith(name, begin)) {
                return all.get(i);
            }
        }
        throw new IllegalArgumentException("none of " + all);
    }

    /** The next word, as it is. */
    String word() {
        return next();
    }

    /**
     * The next text.
     *
     * @param length in characters as the database counts them: code points
     */
    String text(int length) {
        int begin = from;
        from = text.offsetByCodePoints(begin, length);
        return text.substring(begin, from);
    }

    /** All that was not read yet. */
    String rest() {
        return text.substring(from);
    }

    /** The next word, a whole number. */
    long number() {
        int begin = from;
        return Long.parseLong(text, begin, end(), 10);
    }

    /**
     * The next word, a number. Up to 15 digits and a power of ten up to 22 are doubles, and so is what dividing them gives, to the
     * last bit (Clinger, How to read floating point numbers accurately, 1990): most scores are read without a text of their own.
     */
    double decimal() {
        int begin = from;
        int end = end();
        int first = begin < end && text.charAt(begin) == '-' ? begin + 1 : begin;
        long digits = 0;
        int decimals = -1;
        for (int i = first; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' && decimals < 0) {
                decimals = 0;
            } else if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
                decimals += decimals < 0 ? 0 : 1;
            } else {
                return Double.parseDouble(text.substring(begin, end));
            }
        }
        boolean withoutDigits = end - first == (decimals == 0 ? 1 : 0) && digits == 0;
        if (withoutDigits || end - first > MOST_DIGITS) {
            return Double.parseDouble(text.substring(begin, end));
        }
        double size = digits / POWERS[Math.max(0, decimals)];
        return first == begin ? size : -size;
    }

    /** The next word, a truth value. */
    boolean truth() {
        return number() != 0;
    }

    /** The next word, an id, or none where it is a dash. */
    Optional<UUID> uuid() {
        String word = next();
        return word.equals("-") ? Optional.empty() : Optional.of(UUID.fromString(word));
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
