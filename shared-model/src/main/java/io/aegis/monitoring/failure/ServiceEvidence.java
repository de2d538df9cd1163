/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What speaks for a failure of one service.
 *
 * @param service its name
 * @param metrics what its metrics say
 * @param logs what its logs say: how far errors exceed, and habitual lines fall short of, what is usual; not negative
 * @param habitual metrics that do what they always do, however high that is
 */
public record ServiceEvidence(
        String service, Map<MetricType, MetricEvidence> metrics, double logs, Set<MetricType> habitual) {

    /** A callee's delay slows its callers: latency alone must not beat a service's own evidence. */
    private static final double LATENCY = 0.3;

    private static final double LOGS = 1.4;

    /** The seconds of two buckets, and the requests in them whose latency counts half. */
    private static final double BUCKETS_SECONDS = 120;

    private static final double FEW_REQUESTS = 15;

    private static final double STEEPNESS = 4;

    /** Evidence of one service. */
    public ServiceEvidence {
        metrics = Map.copyOf(metrics);
        habitual = Set.copyOf(habitual);
    }

    /** Evidence of a service of which nothing is known to be habitual. */
    public ServiceEvidence(String service, Map<MetricType, MetricEvidence> metrics, double logs) {
        this(service, metrics, logs, Set.of());
    }

    /** What one metric says, if there is any. */
    public Optional<MetricEvidence> metric(MetricType type) {
        return Optional.ofNullable(metrics.get(type));
    }

    /** How many spreads a metric is raised; 0 without samples. */
    double raised(MetricType type) {
        return metric(type).map(MetricEvidence::raised).orElse(0.0);
    }

    /** How many spreads a metric stays raised; 0 without samples. */
    double lasting(MetricType type) {
        return metric(type).map(MetricEvidence::lasting).orElse(0.0);
    }

    /** What one metric says, unless it is habitual. */
    Optional<MetricEvidence> unusual(MetricType type) {
        return habitual.contains(type) ? Optional.empty() : metric(type);
    }

    /**
     * How many spreads a metric's last two buckets are raised; 0 without samples. Latency counts for less the fewer requests
     * stand behind it, as far as their rate is known: of a handful one slow one makes the mean.
     */
    double latest(MetricType type) {
        double raised = metric(type).map(MetricEvidence::latest).orElse(0.0);
        return type == MetricType.RESPONSE_TIME ? raised * requestsWeight() : raised;
    }

    private double requestsWeight() {
        OptionalDouble rate =
                metric(MetricType.REQUEST_RATE).map(MetricEvidence::lately).orElse(OptionalDouble.empty());
        if (rate.isEmpty()) {
            return 1;
        }
        double share = Math.pow(BUCKETS_SECONDS * Math.max(0, rate.getAsDouble()) / FEW_REQUESTS, STEEPNESS);
        // Infinitely many are all of it.
        return 1 - 1 / (1 + share);
    }

    /** How much speaks for this service as the cause, without regard to others. */
    double suspicion() {
        return MetricEvidence.weight(raised(MetricType.CPU_USAGE))
                + MetricEvidence.weight(raised(MetricType.MEMORY_USAGE))
                + LATENCY * MetricEvidence.weight(raised(MetricType.RESPONSE_TIME))
                + LOGS * MetricEvidence.weight(logs);
    }
}
