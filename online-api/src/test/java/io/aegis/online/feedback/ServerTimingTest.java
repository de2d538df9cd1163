/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.race.Timings;
import java.time.Duration;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ServerTimingTest {

    @Test
    void durations_are_milliseconds_with_three_decimals() {
        String header = ServerTiming.header(new Timings(1_000, 20_499, 0, 3_004_500), Duration.ofSeconds(2));

        assertThat(header)
                .isEqualTo("dedupe;dur=0.001, heuristic;dur=0.020, llm;dur=0.000, store;dur=3.005, total;dur=2000.000");
    }

    @Property
    void digits_are_those_that_a_formatter_would_write(@ForAll @LongRange(min = 0, max = 100_000_000_000L) long nanos) {
        assertThat(ServerTiming.header(new Timings(nanos, 0, 0, 0), Duration.ZERO))
                .startsWith(String.format(Locale.ROOT, "dedupe;dur=%.3f, ", nanos / 1e6));
    }

    @Test
    void a_clock_that_steps_back_took_no_time() {
        assertThat(ServerTiming.header(new Timings(-1_000_000, 0, 0, 0), Duration.ZERO))
                .startsWith("dedupe;dur=0.000,");
    }
}
