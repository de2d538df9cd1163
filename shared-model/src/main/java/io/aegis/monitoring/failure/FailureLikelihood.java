/* SPDX-License-Identifier: GPL-3.0-or-later */
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
        double loud = loudFrom(logMinutes);
        boolean loudLogs = services.stream().anyMatch(service -> service.logs() >= loud);
        double confidence = 1 / (1 + Math.exp(-(OFFSET + SLOPE * margin)));
        return new FailureLikelihood(margin >= 0 || loudLogs, margin, confidence);
    }

    /** How strong logs have to be: the fewer minutes are known, the stronger. Measured on two days of faults (Nezha). */
    private static double loudFrom(int logMinutes) {
        if (logMinutes >= 60) {
            return 6;
        }
        if (logMinutes >= 20) {
            return 8;
        }
        return logMinutes >= 8 ? 15 : Double.POSITIVE_INFINITY;
    }

    private static double most(Collection<ServiceEvidence> services, MetricType type) {
        return services.stream()
                .mapToDouble(service -> MetricEvidence.weight(service.latest(type)))
                .max()
                .orElse(0);
    }
}
