/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogLevel;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Services of which nothing is stored: some work at their limit all the time (a database under constant load). */
class FirstMinuteTest extends FailureDetectorFixture {

    /** Nothing before the window, and one level in some of its minutes. */
    private static MetricHistory stored(int minutes, double level) {
        return new MetricHistory() {
            @Override
            public double[] before(Series series, Instant start) {
                return new double[0];
            }

            @Override
            public OptionalDouble at(Series series, Instant minute) {
                return minute.isBefore(NOW) && !minute.isBefore(NOW.minusSeconds(60L * minutes))
                        ? OptionalDouble.of(level)
                        : OptionalDouble.empty();
            }
        };
    }

    private void everySecond(MetricType type, Instant from, int seconds, double value) {
        for (int second = 0; second < seconds; second++) {
            sample(type, "carts-db", from.plusSeconds(second), value + second % 5);
        }
    }

    @ParameterizedTest
    @CsvSource({"CPU_USAGE, 95", "CPU_USAGE, 250", "MEMORY_USAGE, 93"})
    void a_level_alone_is_no_failure_in_the_first_minute(MetricType type, double value) {
        sample(type, "carts-db", NOW, value);
        sample(MetricType.RESPONSE_TIME, "carts-db", NOW, 40);
        sample(MetricType.CPU_USAGE, "carts", NOW, 12);
        log("carts-db", LogLevel.INFO, "saved");

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.detected()).isFalse();
        assertThat(verdict.basis().hardSigns()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "30", "59"})
    void nor_in_sixty_samples_of_it_wherever_it_begins(int second) {
        everySecond(MetricType.CPU_USAGE, NOW.plusSeconds(second), 60, 92);
        everySecond(MetricType.MEMORY_USAGE, NOW.plusSeconds(second), 60, 92);

        assertThat(judge(MetricHistory.NONE).detected()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = MetricType.class,
            names = {"CPU_USAGE", "MEMORY_USAGE"})
    void two_minutes_of_it_are_one_for_whoever_asks(MetricType type) {
        minutes(type, "carts-db", 97, 97);
        assertThat(judge(MetricHistory.NONE).detected()).isTrue();

        samples.clear();
        sample(type, "carts-db", NOW, 97);
        assertThat(judge(stored(1, 97)).detected()).as("one of them stored").isTrue();
    }

    @Test
    void but_wake_nobody_before_it_is_known_what_is_usual() {
        minutes(MetricType.CPU_USAGE, "carts-db", 97, 97, 98, 97, 97);
        FailureVerdict level = judge(MetricHistory.NONE);
        assertThat(level.detected()).isTrue();
        assertThat(ServiceAlarm.minute(level, 1)).isEqualTo(ServiceAlarm.Minute.CALM);

        samples.clear();
        minutes(MetricType.CPU_USAGE, "carts-db", 30, 30, 97, 97, 97);
        assertThat(ServiceAlarm.minute(judge(MetricHistory.NONE), 1))
                .as("it rose")
                .isEqualTo(ServiceAlarm.Minute.CLEAR);

        samples.clear();
        minutes(MetricType.CPU_USAGE, "carts-db", 97, 97, 98, 97, 97);
        log("carts-db", LogLevel.ERROR, "read timed out");
        assertThat(ServiceAlarm.minute(judge(MetricHistory.NONE), 1))
                .as("its lines say so too")
                .isEqualTo(ServiceAlarm.Minute.CLEAR);
    }

    @Test
    void what_else_speaks_for_a_failure_counts_at_once_and_the_level_with_it() {
        sample(MetricType.CPU_USAGE, "carts-db", NOW, 95);
        sample(MetricType.ERROR_RATE, "carts-db", NOW, 0.3);
        assertThat(judge(MetricHistory.NONE).basis().hardSigns())
                .containsExactlyInAnyOrder("cpu in carts-db", "error_rate in carts-db");

        samples.remove(1);
        log("carts-db", LogLevel.ERROR, "Connection refused");
        FailureVerdict lines = judge(MetricHistory.NONE);
        assertThat(lines.detected()).isTrue();
        assertThat(lines.confidence()).isEqualTo(0.75);
    }
}
