/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import java.util.List;
import java.util.Optional;

/**
 * What a window looks like to a trained model: {@value #COUNT} numbers about the most suspicious service against all. Evidence
 * counts by its logarithm, ln(1 + x).
 *
 * @param values in the order of {@link #NAMES}, all finite
 */
public record FailureFeatures(List<Double> values) {

    /** How many there are. */
    public static final int COUNT = 13;

    /** What they are called; the suspect is the most suspicious service. */
    public static final List<String> NAMES = List.of(
            "suspect_cpu_raised",
            "suspect_cpu_share",
            "suspect_cpu_ratio",
            "suspect_memory_raised",
            "suspect_latency_raised",
            "latency_raised_most",
            "latency_elsewhere",
            "logs_over_latency",
            "suspect_log_errors",
            "suspect_log_vanished",
            "logs_most",
            "suspect_memory_rise",
            "suspect_memory_ratio");

    private static final double PERCENT = 100;
    private static final double CLEAR = 4;
    private static final double RISE_UNIT = 10;

    /** Keeps ratios to something that is hardly there within bounds. */
    private static final double LEAST = 0.1;

    private static final double LARGEST = 1e6;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException when there are not as many as there should be, or one is not finite
     */
    public FailureFeatures {
        values = List.copyOf(values);
        if (values.size() != COUNT || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("features are " + COUNT + " finite numbers");
        }
    }

    /** The features of a window. */
    static FailureFeatures of(List<Finding> findings, Finding suspect) {
        ServiceEvidence own = suspect.evidence();
        double slowest = 0;
        double elsewhere = 0;
        double logs = 0;
        for (Finding finding : findings) {
            double slow = MetricEvidence.weight(finding.evidence().raised(MetricType.RESPONSE_TIME));
            slowest = Math.max(slowest, slow);
            elsewhere = Math.max(elsewhere, finding.service().equals(suspect.service()) ? 0 : slow);
            logs = Math.max(logs, MetricEvidence.weight(finding.logs().strength()));
        }
        Optional<MetricEvidence> cpu = own.metric(MetricType.CPU_USAGE);
        double usual = cpu.map(MetricEvidence::usual).orElse(0.0);
        double peak = cpu.map(MetricEvidence::peak).orElse(0.0);
        double slow = MetricEvidence.weight(own.raised(MetricType.RESPONSE_TIME));
        Optional<MetricEvidence> memory = own.metric(MetricType.MEMORY_USAGE);
        double before = memory.map(MetricEvidence::usual).orElse(0.0);
        double risen = memory.map(metric -> metric.meanFrom(onset(cpu, metric))).orElse(0.0);
        return new FailureFeatures(List.of(
                MetricEvidence.weight(own.raised(MetricType.CPU_USAGE)),
                bounded(peak / PERCENT),
                ratio(peak, usual),
                MetricEvidence.weight(own.raised(MetricType.MEMORY_USAGE)),
                slow,
                slowest,
                elsewhere - slow,
                logs - slowest,
                bounded(MetricEvidence.weight(suspect.logs().errors())),
                bounded(MetricEvidence.weight(suspect.logs().vanished())),
                bounded(logs),
                bounded((risen - before) / RISE_UNIT),
                ratio(risen, before)));
    }

    /** When the processor left what is usual or, when it did not, memory itself. */
    private static int onset(Optional<MetricEvidence> cpu, MetricEvidence memory) {
        return cpu.filter(metric -> metric.raised() >= CLEAR).orElse(memory).onset(CLEAR);
    }

    private static double ratio(double now, double usual) {
        return Math.log(Math.clamp(now, LEAST, LARGEST) / Math.clamp(usual, LEAST, LARGEST));
    }

    private static double bounded(double value) {
        return Math.clamp(value, -LARGEST, LARGEST);
    }
}
