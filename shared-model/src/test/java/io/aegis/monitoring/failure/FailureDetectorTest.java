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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailureDetectorTest {

    private static final Instant NOW = Instant.parse("2024-01-25T10:00:00Z");

    private final FailureDetector detector = new FailureDetector(Duration.ofMinutes(5));
    private final LogTemplateHistory book = new LogTemplateHistory();
    private final List<MetricSample> samples = new ArrayList<>();
    private final List<LogEntry> logs = new ArrayList<>();
    private final List<FiringAlert> alerts = new ArrayList<>();

    private void sample(MetricType type, String service, Instant time, double value) {
        samples.add(new MetricSample(Series.of(type, Map.of("service", service)), value, time));
    }

    /** One value for each of the five minutes that end now. */
    private void minutes(MetricType type, String service, double... values) {
        for (int i = 0; i < values.length; i++) {
            sample(type, service, NOW.minusSeconds(60L * (values.length - 1 - i)), values[i]);
        }
    }

    private void log(String service, LogLevel level, String message) {
        logs.add(new LogEntry(service, level, message, NOW.minusSeconds(10L * logs.size() % 290)));
    }

    private FailureVerdict judge(MetricHistory history) {
        return judge(history, Map.of());
    }

    private FailureVerdict judge(MetricHistory history, Map<String, Set<String>> callees) {
        return detector.judge(
                new Observations(MetricSample.bySeries(samples), logs, alerts, callees), NOW, history, book);
    }

    /** An hour in which a metric of every service had one value, a little up and down. */
    private static MetricHistory hour(Map<MetricType, Double> usual) {
        return new MetricHistory() {
            @Override
            public double[] before(Series series, Instant start) {
                double[] values = new double[60];
                Arrays.setAll(values, i -> usual.getOrDefault(series.type(), 0.0) * (1 + 0.01 * (i % 3 - 1)));
                return values;
            }

            @Override
            public OptionalDouble at(Series series, Instant minute) {
                return OptionalDouble.empty();
            }
        };
    }

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
    void samples_without_labels_belong_to_the_only_service_that_is_named() {
        samples.add(new MetricSample(Series.of(MetricType.ERROR_RATE, Map.of()), 0.5, NOW));
        log("api-service", LogLevel.ERROR, "upstream timed out");

        assertThat(judge(MetricHistory.NONE).affected()).containsExactly("api-service");
    }

    @Test
    void samples_of_nobody_affect_nobody_by_name() {
        samples.add(new MetricSample(Series.of(MetricType.ERROR_RATE, Map.of()), 0.5, NOW));

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.detected()).isTrue();
        assertThat(verdict.affected()).isEmpty();
        assertThat(verdict.type()).contains(FailureType.ERROR_BURST);
    }

    @Test
    void a_service_that_another_says_does_not_answer_is_the_cause() {
        log("api", LogLevel.ERROR, "call to payment-db: connection refused");
        log("payment-db", LogLevel.INFO, "checkpoint");
        log("payment", LogLevel.INFO, "fine");

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.rootCause().orElse(""))
                .startsWith("payment-db: connection timeouts")
                .contains(" in api");
        assertThat(verdict.affected()).containsExactly("payment-db", "api");
    }

    private void errors(String service, String namespace, double value) {
        samples.add(new MetricSample(
                Series.of(MetricType.ERROR_RATE, Map.of("service", service, "namespace", namespace)), value, NOW));
    }

    @Test
    void two_services_of_one_name_in_two_namespaces_are_two() {
        errors("cart", "shop", 0.5);
        errors("cart", "mail", 0.001);

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.affected()).containsExactly("shop/cart");
        assertThat(verdict.suspects()).extracting(RootCause.Suspect::service).containsExactly("shop/cart", "mail/cart");
    }

    @Test
    void a_service_that_some_name_without_its_namespace_is_one() {
        errors("cart", "shop", 0.5);
        errors("web", "shop", 0.001);
        log("cart", LogLevel.ERROR, "connection timeout");
        alerts.add(new FiringAlert("cart", "Errors", Optional.of(FailureType.ERROR_BURST), true));

        FailureVerdict verdict = judge(MetricHistory.NONE, Map.of("web", Set.of("cart")));

        assertThat(verdict.affected()).containsExactly("shop/cart");
        assertThat(verdict.suspects()).extracting(RootCause.Suspect::service).containsExactly("shop/cart", "shop/web");
    }

    @Test
    void lines_name_who_does_not_answer_without_its_namespace() {
        log("shop/api", LogLevel.ERROR, "call to payment-db: connection refused");
        log("other/payment-db", LogLevel.INFO, "checkpoint");
        log("shop/payment-db", LogLevel.INFO, "checkpoint");

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.affected()).containsExactly("shop/payment-db", "shop/api");
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
    void known_calls_make_a_callee_suspicious() {
        minutes(MetricType.RESPONSE_TIME, "front", 100, 900, 950, 900, 900);
        minutes(MetricType.RESPONSE_TIME, "cart", 100, 101, 100, 99, 100);
        minutes(MetricType.RESPONSE_TIME, "mail", 100, 101, 100, 99, 100);
        MetricHistory hour = hour(Map.of(MetricType.RESPONSE_TIME, 100.0));

        FailureVerdict blind = judge(hour);
        FailureVerdict knowing = judge(hour, Map.of("front", Set.of("cart")));

        assertThat(blind.type()).contains(FailureType.NETWORK_DELAY);
        assertThat(blind.rootCause().orElse("")).startsWith("front: response_time");
        assertThat(knowing.suspects().getFirst().service()).isEqualTo("cart");
    }

    @Test
    void two_that_are_equally_suspicious_are_no_cause_but_a_symptom() {
        for (String service : List.of("a", "b")) {
            minutes(MetricType.CPU_USAGE, service, 20, 88, 95, 96, 95);
        }

        FailureVerdict verdict = judge(hour(Map.of(MetricType.CPU_USAGE, 20.0)));

        assertThat(verdict.affected()).containsExactly("a", "b");
        assertThat(verdict.located()).isLessThan(0.7);
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
