/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads the times that nearly all programs write, {@code 2026-11-20T10:00:00Z} with up to nine decimals, without the kilobyte of
 * garbage that the formatter of the platform leaves behind: requests hold thousands of times. Whatever looks otherwise is left to that.
 */
final class Rfc3339Parser {

    private static final int SECONDS_END = 19;
    private static final int MOST_DECIMALS = 9;
    private static final int FIRST_YEAR = 1970;
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private Rfc3339Parser() {}

    /** Empty when the text is not of that shape, or no time. */
    static Optional<Instant> parse(String text) {
        int length = text.length();
        if (length <= SECONDS_END || length > SECONDS_END + 2 + MOST_DECIMALS || text.charAt(length - 1) != 'Z') {
            return Optional.empty();
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int nanos = nanos(text, length - 1);
        boolean shaped = text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (year | month | day | hour | minute | second | nanos) >= 0;
        if (!shaped || year < FIRST_YEAR || hour > 23 || minute >= MINUTE || second >= MINUTE) {
            return Optional.empty();
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return Optional.of(Instant.ofEpochSecond(days * DAY + hour * HOUR + minute * MINUTE + second, nanos));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** -1 when there is something else than digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** What stands between the seconds and the Z. */
    private static int nanos(String text, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        int decimals = end - SECONDS_END - 1;
        int number = text.charAt(SECONDS_END) == '.' && decimals > 0 ? number(text, SECONDS_END + 1, end) : -1;
        for (int place = decimals; place < MOST_DECIMALS; place++) {
            number *= 10;
        }
        return number;
    }
}
