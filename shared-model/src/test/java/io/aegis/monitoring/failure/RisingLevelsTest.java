/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels that rise: slowly, so that their own past widens what is usual, or to a height that users feel. */
class RisingLevelsTest extends FailureDetectorFixture {

    /** The two hours before the window by the minutes until it begins, 120 to 1. */
    private static MetricHistory past(MetricType type, IntToDoubleFunction value) {
        return new MetricHistory() {
            @Override
            public double[] before(Series series, Instant start) {
                double[] values = new double[series.type() == type ? 120 : 0];
                Arrays.setAll(values, i -> value.applyAsDouble(120 - i));
                return values;
            }

            @Override
            public OptionalDouble at(Series series, Instant minute) {
                return OptionalDouble.empty();
            }
        };
    }

    /** What is usual of memory is the median of forty minutes: slower than by .36 points a minute it gets used to it. */
    @ParameterizedTest
    @CsvSource({"0.4, 90.4", "0.9, 95", "1.5, 96"})
    void memory_that_leaks_to_its_limit_is_a_failure(double aMinute, double now) {
        minutes(
                MetricType.MEMORY_USAGE,
                "api",
                now - 4 * aMinute,
                now - 3 * aMinute,
                now - 2 * aMinute,
                Math.max(90, now - aMinute),
                now);

        FailureVerdict verdict =
                judge(past(MetricType.MEMORY_USAGE, before -> Math.max(45, now - aMinute * (before + 4))));

        assertThat(verdict.detected()).isTrue();
        assertThat(verdict.type()).contains(FailureType.MEMORY_PRESSURE);
        assertThat(verdict.rootCause().orElse("")).startsWith("api: memory_usage 9");
    }

    @Test
    void memory_that_is_always_nearly_full_is_none() {
        minutes(MetricType.MEMORY_USAGE, "cache", 93, 95, 94, 96, 95);
        assertThat(judge(past(MetricType.MEMORY_USAGE, before -> 94 + before % 3))
                        .detected())
                .isFalse();
    }

    @Test
    void memory_that_grows_on_is_memory_pressure_and_no_error() {
        minutes(MetricType.MEMORY_USAGE, "api", 60, 70, 80, 91, 95);

        FailureVerdict verdict = judge(past(MetricType.MEMORY_USAGE, before -> 45 + before % 2));

        assertThat(verdict.type()).contains(FailureType.MEMORY_PRESSURE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.06, 0.1, 0.19})
    void a_twentieth_of_requests_that_fail_is_a_failure_where_hardly_any_did(double rate) {
        minutes(MetricType.ERROR_RATE, "api", 0.002, rate, rate, rate, rate);

        FailureVerdict verdict = judge(past(MetricType.ERROR_RATE, before -> 0.002 + 0.001 * (before % 2)));

        assertThat(verdict.detected()).isTrue();
        assertThat(verdict.type()).contains(FailureType.ERROR_BURST);
    }

    @Test
    void nor_is_one_where_as_many_always_do_or_where_it_was_one_minute() {
        minutes(MetricType.ERROR_RATE, "api", 0.1, 0.1, 0.11, 0.1, 0.1);
        assertThat(judge(past(MetricType.ERROR_RATE, before -> 0.1 + 0.01 * (before % 2)))
                        .detected())
                .as("always")
                .isFalse();
        samples.clear();
        minutes(MetricType.ERROR_RATE, "api", 0.002, 0.002, 0.1, 0.002, 0.002);
        assertThat(judge(past(MetricType.ERROR_RATE, before -> 0.002)).detected())
                .as("one minute, over")
                .isFalse();
    }

    @Test
    void without_a_past_what_is_at_its_limit_is_named_first() {
        minutes(MetricType.CPU_USAGE, "api", 24, 25, 28, 29, 28);
        minutes(MetricType.MEMORY_USAGE, "api", 95, 95, 95, 96, 95);

        assertThat(judge(MetricHistory.NONE).rootCause().orElse("")).startsWith("api: memory_usage 95.5");
    }
}
