/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Whether something fails, of which type, and by what evidence. */
class FailureDetectorTest extends FailureDetectorFixture {

    @Test
    void the_example_of_the_contract_is_a_timeout_of_a_dependency_though_nothing_is_known() {
        sample(MetricType.CPU_USAGE, "api-service", NOW, 95);
        sample(MetricType.ERROR_RATE, "api-service", NOW, 0.45);
        sample(MetricType.RESPONSE_TIME, "api-service", NOW, 5_000);
        log("api-service", LogLevel.ERROR, "Connection timeout to database after 5000ms");
        log("api-service", LogLevel.ERROR, "Connection timeout to database after 5003ms");

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.detected()).isTrue();
        assertThat(verdict.type()).contains(FailureType.DEPENDENCY_TIMEOUT);
        assertThat(verdict.affected()).containsExactly("api-service");
        assertThat(verdict.rootCause().orElse(""))
                .startsWith("api-service: connection timeouts in 2 error lines")
                .contains("error_rate 0.45 (no history)")
                .doesNotContain("5003");
        assertThat(verdict.confidence()).isBetween(0.7, 1.0);
        assertThat(verdict.severity()).isGreaterThanOrEqualTo(Severity.HIGH);
        assertThat(verdict.actions()).startsWith(RemediationAction.THROTTLE_API);
    }

    @Test
    void what_is_usual_is_no_failure() {
        minutes(MetricType.CPU_USAGE, "batch", 95, 95, 96, 95, 95);
        minutes(MetricType.MEMORY_USAGE, "batch", 92, 92, 92, 92, 92);
        log("batch", LogLevel.INFO, "working");

        FailureVerdict verdict = judge(hour(Map.of(MetricType.CPU_USAGE, 95.0, MetricType.MEMORY_USAGE, 92.0)));

        assertThat(verdict.detected()).isFalse();
        assertThat(verdict.type()).isEmpty();
        assertThat(verdict.rootCause()).isEmpty();
        assertThat(verdict.affected()).isEmpty();
        assertThat(verdict.actions()).containsExactly(RemediationAction.NO_ACTION);
        assertThat(verdict.severity()).isEqualTo(Severity.LOW);
    }

    @Test
    void a_processor_that_leaves_its_past_is_found_among_others() {
        minutes(MetricType.CPU_USAGE, "cart", 20, 88, 95, 96, 95);
        minutes(MetricType.CPU_USAGE, "mail", 20, 21, 20, 20, 21);
        minutes(MetricType.RESPONSE_TIME, "mail", 100, 100, 180, 200, 190);

        FailureVerdict verdict = judge(hour(Map.of(MetricType.CPU_USAGE, 20.0, MetricType.RESPONSE_TIME, 100.0)));

        assertThat(verdict.type()).contains(FailureType.CPU_SATURATION);
        assertThat(verdict.suspects().getFirst().service()).isEqualTo("cart");
        assertThat(verdict.rootCause().orElse("")).startsWith("cart: cpu_usage 95.5 (usually 20.0)");
        assertThat(verdict.actions()).containsExactly(RemediationAction.SCALE_UP);
        assertThat(verdict.affected()).startsWith("cart");
    }

    @Test
    void items_older_than_the_window_are_counted_and_change_nothing() {
        sample(MetricType.CPU_USAGE, "api", NOW, 30);
        sample(MetricType.CPU_USAGE, "api", NOW.minusSeconds(300), 99);
        sample(MetricType.ERROR_RATE, "api", NOW.minusSeconds(301), 0.9);
        logs.add(new LogEntry("api", LogLevel.ERROR, "connection timeout", NOW.minusSeconds(300)));

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.detected()).isFalse();
        assertThat(verdict.basis().ignoredSamples()).isEqualTo(2);
        assertThat(verdict.basis().ignoredLogs()).isEqualTo(1);
        assertThat(verdict.basis().from()).isEqualTo(NOW.minusSeconds(300));
    }

    @Test
    void alerts_are_evidence_by_themselves() {
        alerts.add(new FiringAlert("db", "DiskFull", Optional.of(FailureType.DISK_SATURATION), true));

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.type()).contains(FailureType.DISK_SATURATION);
        assertThat(verdict.rootCause()).contains("db: alert DiskFull is firing");
        assertThat(verdict.confidence()).isEqualTo(0.5);

        alerts.set(0, new FiringAlert("db", "DiskFull", Optional.of(FailureType.DISK_SATURATION), false));
        assertThat(judge(MetricHistory.NONE).detected()).isFalse();
    }

    @Test
    void crashes_and_floods_of_errors_are_seen_without_a_past() {
        for (int i = 0; i < 3; i++) {
            log("worker", LogLevel.WARN, "Back-off restarting failed container, CrashLoopBackOff, exit code 137");
        }
        assertThat(judge(MetricHistory.NONE).type()).contains(FailureType.CRASH_LOOP);

        logs.clear();
        for (int i = 0; i < 6; i++) {
            log("shop", LogLevel.ERROR, "NullPointerException at Cart.java:" + i);
        }
        FailureVerdict errors = judge(MetricHistory.NONE);
        assertThat(errors.type()).contains(FailureType.ERROR_BURST);
        assertThat(errors.rootCause().orElse("")).startsWith("shop: ").contains("NullPointerException at Cart.java");
    }

    @Test
    void a_timeout_that_is_logged_now_and_then_is_no_sign_but_many_are() {
        for (int minute = 1; minute <= 70; minute++) {
            Instant then = NOW.minusSeconds(300 + 60L * minute);
            List<LogEntry> usual = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                usual.add(new LogEntry("api", LogLevel.INFO, "served", then));
            }
            if (minute % 10 == 0) {
                usual.add(new LogEntry("api", LogLevel.ERROR, "read timed out", then));
            }
            book.learn(usual, true);
        }
        for (int i = 0; i < 100; i++) {
            log("api", LogLevel.INFO, "served");
        }
        for (int i = 0; i < 4; i++) {
            log("api", LogLevel.ERROR, "read timed out");
        }
        assertThat(judge(MetricHistory.NONE).detected()).isFalse();

        for (int i = 0; i < 60; i++) {
            log("api", LogLevel.ERROR, "read timed out");
        }
        assertThat(judge(MetricHistory.NONE).type()).contains(FailureType.DEPENDENCY_TIMEOUT);
    }

    @Test
    void minutes_that_were_sent_before_complete_the_window() {
        minutes(MetricType.CPU_USAGE, "api", 85);
        MetricHistory hour = hour(Map.of(MetricType.CPU_USAGE, 20.0));
        MetricHistory minuteBefore = new MetricHistory() {
            @Override
            public double[] before(Series series, Instant start) {
                return hour.before(series, start);
            }

            @Override
            public OptionalDouble at(Series series, Instant minute) {
                return minute.equals(NOW.minusSeconds(60)) ? OptionalDouble.of(80) : OptionalDouble.empty();
            }
        };

        assertThat(judge(hour).detected()).isFalse();
        assertThat(judge(minuteBefore).type()).contains(FailureType.CPU_SATURATION);
    }

    @Test
    void the_order_of_items_changes_nothing() {
        minutes(MetricType.CPU_USAGE, "cart", 20, 88, 95, 96, 95);
        for (int i = 0; i < 20; i++) {
            log("cart", i % 3 == 0 ? LogLevel.ERROR : LogLevel.INFO, "line " + (i % 3));
        }
        FailureVerdict one = new FailureDetector(Duration.ofMinutes(5))
                .judge(
                        new Observations(MetricSample.bySeries(samples), logs, alerts, Map.of()),
                        NOW,
                        MetricHistory.NONE,
                        new LogTemplateHistory());
        FailureVerdict other = new FailureDetector(Duration.ofMinutes(5))
                .judge(
                        new Observations(MetricSample.bySeries(samples.reversed()), logs.reversed(), alerts, Map.of()),
                        NOW,
                        MetricHistory.NONE,
                        new LogTemplateHistory());

        assertThat(other.confidence()).isEqualTo(one.confidence());
        assertThat(other.type()).isEqualTo(one.type());
        assertThat(other.suspects()).isEqualTo(one.suspects());
    }
}
