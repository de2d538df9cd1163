/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Instants as they go over the wire: RFC 3339, written in UTC with exactly three decimals. */
public final class Rfc3339 {

    /** What to tell a client that sent something else. */
    public static final String WANTED = "must be a time from 1970 to 9999, such as 2026-11-20T10:00:00Z";

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;
    private static final int LENGTH = 24;
    private static final int NANOS_OF_MILLI = 1_000_000;
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Rfc3339() {}

    /** An instant with any offset; empty when the text is none, or outside the years that the database holds. */
    public static Optional<Instant> parse(String text) {
        Optional<Instant> plain = Rfc3339Parser.parse(text);
        if (plain.isPresent()) {
            return plain;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            boolean usable = time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR;
            return Optional.of(time.toInstant()).filter(any -> usable);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** An instant as it is written, such as {@code 2026-11-20T10:00:00.000Z}. */
    public static String format(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
            return WRITTEN.format(instant);
        }
        // Each row that is answered has several: the platform's formatter would take ten times the memory.
        StringBuilder text = new StringBuilder(LENGTH).append(time.getYear());
        appendTwo(text, '-', time.getMonthValue());
        appendTwo(text, '-', time.getDayOfMonth());
        appendTwo(text, 'T', time.getHour());
        appendTwo(text, ':', time.getMinute());
        appendTwo(text, ':', time.getSecond());
        int millis = time.getNano() / NANOS_OF_MILLI;
        appendTwo(text, '.', millis / 10);
        return text.append(millis % 10).append('Z').toString();
    }

    private static void appendTwo(StringBuilder text, char before, int number) {
        text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
