/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header {@code Retry-After} (RFC 9110, section 10.2.3): seconds or an HTTP date. */
final class RetryAfter {

    /** Some providers send fractions. Nine digits are thirty years: more is nonsense. */
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(?:s| seconds?)?");

    private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

    private RetryAfter() {}

    /** Milliseconds, as OpenAI and Azure send them beside the header, in seconds; empty when the value makes no sense. */
    static Optional<String> seconds(String milliseconds) {
        String trimmed = milliseconds.strip();
        return MILLISECONDS.matcher(trimmed).matches()
                ? Optional.of(new BigDecimal(trimmed)
                        .movePointLeft(3)
                        .setScale(3, RoundingMode.CEILING)
                        .toPlainString())
                : Optional.empty();
    }

    /** How long to wait from now; zero or less when the date has passed, empty when the value makes no sense. */
    static Optional<Duration> parse(String value, Instant now) {
        String trimmed = value.strip();
        Matcher seconds = SECONDS.matcher(trimmed);
        if (seconds.matches()) {
            return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(seconds.group(1)) * 1000)));
        }
        try {
            Instant date = ZonedDateTime.parse(trimmed, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
