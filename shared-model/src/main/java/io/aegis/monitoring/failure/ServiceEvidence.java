package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import java.util.Map;
import java.util.Optional;

/**
 * What speaks for a failure of one service.
 *
 * @param service its name
 * @param metrics what its metrics say
 * @param logs what its logs say: how far errors exceed, and habitual lines fall short of, what is usual; not negative
 */
public record ServiceEvidence(String service, Map<MetricType, MetricEvidence> metrics, double logs) {

    /** A callee's delay slows its callers: latency alone must not beat a service's own evidence. */
    private static final double LATENCY = 0.3;

    private static final double LOGS = 1.4;

    /** Evidence of one service. */
    public ServiceEvidence {
        metrics = Map.copyOf(metrics);
    }

    /** What one metric says, if there is any. */
    public Optional<MetricEvidence> metric(MetricType type) {
        return Optional.ofNullable(metrics.get(type));
    }

    /** How many spreads a metric is raised; 0 without samples. */
    double raised(MetricType type) {
        return metric(type).map(MetricEvidence::raised).orElse(0.0);
    }

    /** How many spreads a metric's last two buckets are raised; 0 without samples. */
    double latest(MetricType type) {
        return metric(type).map(MetricEvidence::latest).orElse(0.0);
    }

    /** How much speaks for this service as the cause, without regard to others. */
    double suspicion() {
        return MetricEvidence.weight(raised(MetricType.CPU_USAGE))
                + MetricEvidence.weight(raised(MetricType.MEMORY_USAGE))
                + LATENCY * MetricEvidence.weight(raised(MetricType.RESPONSE_TIME))
                + LOGS * MetricEvidence.weight(logs);
    }
}
