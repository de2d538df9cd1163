/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.CallMinute;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of an hour and forty minutes with a fault after an hour. */
class VisibleFaultsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LENGTH = 100;
    private static final int FAULT = 60;
    private static final Instant AT = minute(FAULT).minusSeconds(5);
    private static final Instant VERDICT = minute(FAULT + 3);

    private final List<MetricSample> samples = new ArrayList<>();
    private final List<LogEntry> logs = new ArrayList<>();
    private final List<CallMinute> calls = new ArrayList<>();

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private void metric(MetricType type, String pod, int raised) {
        for (int minute = 0; minute < LENGTH; minute++) {
            boolean now = minute >= FAULT && minute < FAULT + raised;
            samples.add(new MetricSample(
                    Series.of(type, Map.of("service", pod)), now ? 30 : 10 + minute % 3, minute(minute)));
        }
    }

    private boolean shows(String kind) {
        InjectedFault injectedFault = new InjectedFault(AT, "cart", kind);
        return new VisibleFaults(new Day(samples, logs, List.of(injectedFault), calls), Instant.MAX)
                .shows(injectedFault, VERDICT);
    }

    @ParameterizedTest
    @CsvSource({
        "cpu_contention, CPU_USAGE, cart, 2, true",
        "cpu_contention, CPU_USAGE, cart, 1, false",
        "cpu_contention, CPU_USAGE, mail, 3, false",
        "cpu_consumed, MEMORY_USAGE, cart, 3, false",
        "network_delay, RESPONSE_TIME, mail, 3, true",
        "network_delay, RESPONSE_TIME, cart, 3, false",
        "return, ERROR_RATE, mail, 3, true",
        "exception, RESPONSE_TIME, cart, 3, false"
    })
    void each_kind_has_a_trace_of_its_own(String kind, MetricType type, String pod, int raised, boolean shown) {
        metric(type, pod, raised);
        assertThat(shows(kind)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"cart, 3, true", "cart, 1, false", "mail, 3, false"})
    void calls_to_the_pod_show_a_delay(String callee, int slow, boolean shown) {
        for (int minute = 0; minute < LENGTH; minute++) {
            boolean now = minute >= FAULT && minute < FAULT + slow;
            calls.add(new CallMinute("shop", callee, minute(minute), 9, 0, now ? 700 : 5));
        }
        assertThat(shows("network_delay")).isEqualTo(shown);
    }

    private void lines(String pod, LogLevel level, String message, int eachMinute, int whileFailing) {
        for (int minute = 0; minute < LENGTH; minute++) {
            boolean now = minute >= FAULT && minute < FAULT + 4;
            for (int line = 0; line < (now ? whileFailing : eachMinute); line++) {
                logs.add(new LogEntry(pod, level, message + " 4711-abcdef01 " + line, minute(minute)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"cart, ERROR, 0, 3, true", "cart, ERROR, 3, 3, false", "mail, ERROR, 0, 3, false"})
    void errors_of_its_own_show_code(String pod, LogLevel level, int before, int then, boolean shown) {
        lines("cart", LogLevel.INFO, "sold", 20, 20);
        lines(pod, level, "failed", before, then);
        assertThat(shows("exception")).isEqualTo(shown);
    }

    @Test
    void a_line_that_is_missing_shows_code_and_one_that_is_always_written_does_not() {
        lines("cart", LogLevel.INFO, "asked", 20, 20);
        lines("cart", LogLevel.INFO, "answered", 20, 20);
        assertThat(shows("return")).isFalse();
        logs.clear();
        lines("cart", LogLevel.INFO, "asked", 20, 20);
        lines("cart", LogLevel.INFO, "answered", 20, 1);
        assertThat(shows("return")).isTrue();
    }

    @Test
    void nothing_shows_nothing() {
        assertThat(shows("exception")).isFalse();
        assertThat(shows("cpu_contention")).isFalse();
        lines("mail", LogLevel.INFO, "sent", 1, 1);
        assertThat(shows("exception")).isFalse();
    }
}
