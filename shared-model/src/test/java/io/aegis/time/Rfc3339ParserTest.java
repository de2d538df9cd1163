/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Says what the platform's own parser says, of what it reads at all. */
class Rfc3339ParserTest {

    private static Optional<Instant> platform(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> times() {
        return Arbitraries.longs()
                .between(0, 253_402_300_799L)
                .flatMap(second -> Arbitraries.integers()
                        .between(0, 999_999_999)
                        .map(nanos -> Instant.ofEpochSecond(second, nanos).toString()));
    }

    @Provide
    Arbitrary<String> almost() {
        return times().flatMap(time -> Arbitraries.integers()
                .between(0, time.length() - 1)
                .flatMap(place -> Arbitraries.chars()
                        .with("0123456789-:.TZtz+, \u0660\uff11")
                        .map(other -> time.substring(0, place) + other + time.substring(place + 1))));
    }

    @Property(tries = 2_000)
    void reads_every_time_that_the_platform_writes(@ForAll("times") String time) {
        assertThat(Rfc3339Parser.parse(time)).as(time).contains(Instant.parse(time));
    }

    @Property(tries = 2_000)
    void what_is_written_is_what_the_platform_would_write(@ForAll("times") String time) {
        String written = Rfc3339.format(Instant.parse(time));
        assertThat(written).hasSize("2026-11-20T10:00:00.000Z".length());
        assertThat(Instant.parse(written)).isEqualTo(Instant.parse(time).truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void times_outside_of_what_is_stored_are_written_too() {
        assertThat(Rfc3339.format(Instant.EPOCH.minusMillis(1))).isEqualTo("1969-12-31T23:59:59.999Z");
    }

    @Property(tries = 5_000)
    void never_says_otherwise_than_the_platform(@ForAll("almost") String text) {
        Rfc3339Parser.parse(text)
                .ifPresent(read -> assertThat(Optional.of(read)).as(text).isEqualTo(platform(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-02-29T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T10:60:00Z",
                "2026-01-01T10:00:60Z",
                "2026-01-01T10:00:00.Z",
                "2026-01-01T10:00:00.1234567890Z",
                "2026-01-01T10:00:00,5Z",
                "2026-01-01T10:00:00+01:00",
                "1969-12-31T23:59:59Z"
            })
    void leaves_everything_else_alone(String text) {
        assertThat(Rfc3339Parser.parse(text)).as(text).isEmpty();
    }

    @Test
    void decimals_count_by_their_place() {
        assertThat(Rfc3339Parser.parse("2026-01-01T00:00:00.5Z")).contains(Instant.parse("2026-01-01T00:00:00.500Z"));
        assertThat(Rfc3339Parser.parse("2026-01-01T00:00:00.000000001Z"))
                .contains(Instant.parse("2026-01-01T00:00:00.000000001Z"));
    }
}
