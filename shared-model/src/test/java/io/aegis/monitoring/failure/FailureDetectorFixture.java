/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The detector with what it is given: samples, lines and alerts. */
abstract class FailureDetectorFixture {

    static final Instant NOW = Instant.parse("2024-01-25T10:00:00Z");
    final FailureDetector detector = new FailureDetector(Duration.ofMinutes(5));
    final LogTemplateHistory book = new LogTemplateHistory();
    final List<MetricSample> samples = new ArrayList<>();
    final List<LogEntry> logs = new ArrayList<>();
    final List<FiringAlert> alerts = new ArrayList<>();

    void sample(MetricType type, String service, Instant time, double value) {
        samples.add(new MetricSample(Series.of(type, Map.of("service", service)), value, time));
    }

    /** One value for each of the five minutes that end now. */
    void minutes(MetricType type, String service, double... values) {
        for (int i = 0; i < values.length; i++) {
            sample(type, service, NOW.minusSeconds(60L * (values.length - 1 - i)), values[i]);
        }
    }

    void log(String service, LogLevel level, String message) {
        logs.add(new LogEntry(service, level, message, NOW.minusSeconds(10L * logs.size() % 290)));
    }

    FailureVerdict judge(MetricHistory history) {
        return judge(history, Map.of());
    }

    FailureVerdict judge(MetricHistory history, Map<String, Set<String>> callees) {
        return detector.judge(
                new Observations(MetricSample.bySeries(samples), logs, alerts, callees), NOW, history, book);
    }

    /** An hour in which a metric of every service had one value, a little up and down. */
    static MetricHistory hour(Map<MetricType, Double> usual) {
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

    void errors(String service, String namespace, double value) {
        samples.add(new MetricSample(
                Series.of(MetricType.ERROR_RATE, Map.of("service", service, "namespace", namespace)), value, NOW));
    }
}
