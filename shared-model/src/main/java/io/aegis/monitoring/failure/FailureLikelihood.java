package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import java.util.Collection;

/**
 * Whether there is a failure at all, by the last two minutes of all services together.
 *
 * @param detected whether there is
 * @param margin by how much the evidence exceeds what so many services show by chance; negative when it does not
 * @param confidence that there is a failure, 0 to 1
 */
public record FailureLikelihood(boolean detected, double margin, double confidence) {

    private static final double THRESHOLD = 2.5;
    private static final double SIZE = 0.35;
    private static final int SMALL = 10;
    private static final double OFFSET = -1.3;
    private static final double SLOPE = 0.8;
    private static final int ENOUGH_MINUTES = 60;
    private static final double LOUD_LOGS = 6;

    /**
     * Judges the evidence.
     *
     * @param logMinutes minutes of logs that the services' log evidence rests on
     */
    public static FailureLikelihood of(Collection<ServiceEvidence> services, int logMinutes) {
        double evidence = most(services, MetricType.CPU_USAGE)
                + most(services, MetricType.RESPONSE_TIME)
                + most(services, MetricType.MEMORY_USAGE);
        double margin = evidence - THRESHOLD - SIZE * Math.log(Math.max(1, (double) services.size() / SMALL));
        boolean loud =
                logMinutes >= ENOUGH_MINUTES && services.stream().anyMatch(service -> service.logs() >= LOUD_LOGS);
        double confidence = 1 / (1 + Math.exp(-(OFFSET + SLOPE * margin)));
        return new FailureLikelihood(margin >= 0 || loud, margin, confidence);
    }

    private static double most(Collection<ServiceEvidence> services, MetricType type) {
        return services.stream()
                .mapToDouble(service -> MetricEvidence.weight(service.latest(type)))
                .max()
                .orElse(0);
    }
}
