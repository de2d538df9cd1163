/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenMinutesTest {

    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 6, 0", "6, 6, 0", "7, 6, 1", "300, 6, 49", "5, 1, 4"})
    void the_last_request_is_of_this_minute(long requests, long parts, long minutesAgo) {
        Instant start = WrittenMinutes.start(NOW, requests, parts);
        assertThat(start).isEqualTo(NOW.minus(Duration.ofMinutes(minutesAgo)));
        assertThat(start.plus(Duration.ofMinutes((requests - 1) / parts))).isEqualTo(NOW);
    }
}
