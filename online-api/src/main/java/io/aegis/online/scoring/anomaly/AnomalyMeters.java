/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.online.scoring.memory.HistoryStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What scoring tells: {@code aegis_anomaly_samples_total} by standing, {@code aegis_anomaly_detected_total}, {@code
 * aegis_anomaly_alerts_total}, {@code
 * aegis_anomaly_history_unreachable_total}, {@code aegis_anomaly_judging_seconds}.
 */
public final class AnomalyMeters {

    private final Map<SampleOrder, Counter> samples = new EnumMap<>(SampleOrder.class);
    private final Counter detected;
    private final Counter alerts;
    private final Counter unreachable;
    private final Timer judging;

    /** Registers the meters. */
    public AnomalyMeters(MeterRegistry registry) {
        for (SampleOrder order : SampleOrder.values()) {
            samples.put(
                    order,
                    Counter.builder("aegis.anomaly.samples")
                            .description("Samples judged")
                            .tag("standing", order.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        this.detected = Counter.builder("aegis.anomaly.detected")
                .description("Requests in which an anomaly was found")
                .register(registry);
        this.alerts = Counter.builder("aegis.anomaly.alerts")
                .description("Alerts that began, or grew much stronger, in requests")
                .register(registry);
        this.unreachable = Counter.builder("aegis.anomaly.history.unreachable")
                .description("Series judged without their history, which could not be read in time")
                .register(registry);
        this.judging = Timer.builder("aegis.anomaly.judging")
                .description("Time from a parsed request to its verdict")
                .register(registry);
    }

    /** Notes how long it took to judge a request. */
    void took(Duration time) {
        judging.record(time);
    }

    /** Counts what was found in a request, by whichever way its samples came. */
    public void judged(AnomalyFinding finding) {
        if (finding.anomaly()) {
            detected.increment();
        }
        if (finding.news()) {
            alerts.increment();
        }
        for (SeriesFinding series : finding.series()) {
            for (Verdict verdict : series.verdicts().verdicts()) {
                count(samples.get(verdict.standing()));
            }
            if (series.verdicts().history() == HistoryStatus.UNREACHABLE) {
                unreachable.increment();
            }
        }
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }
}
