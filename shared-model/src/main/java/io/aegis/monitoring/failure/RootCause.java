package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which service a failure began in, by evidence of its own and, where calls between services are known, by how slow its
 * callers have become.
 *
 * @param suspects the most suspicious first
 * @param confidence that the first is the cause, 0 to 0.9
 */
public record RootCause(List<Suspect> suspects, double confidence) {

    private static final double OFFSET = -2;
    private static final double SLOPE = 3.2;
    private static final double SUREST = 0.9;

    /**
     * One service.
     *
     * @param service its name
     * @param suspicion how much speaks for it; without a unit, not negative
     */
    public record Suspect(String service, double suspicion) {}

    /**
     * Ranks services.
     *
     * @param services evidence of each
     * @param callees the services that each calls, by its name; empty when nothing is known
     */
    public static RootCause among(Collection<ServiceEvidence> services, Map<String, Set<String>> callees) {
        Map<String, Double> slowness = new HashMap<>();
        Map<String, Integer> callers = new HashMap<>();
        for (ServiceEvidence caller : services) {
            double slow = MetricEvidence.weight(caller.raised(MetricType.RESPONSE_TIME));
            for (String callee : callees.getOrDefault(caller.service(), Set.of())) {
                slowness.merge(callee, slow, Double::sum);
                callers.merge(callee, 1, Integer::sum);
            }
        }
        List<Suspect> suspects = services.stream()
                .map(one -> new Suspect(
                        one.service(),
                        one.suspicion()
                                + slowness.getOrDefault(one.service(), 0.0) / callers.getOrDefault(one.service(), 1)))
                .sorted(Comparator.comparingDouble(Suspect::suspicion)
                        .reversed()
                        .thenComparing(Suspect::service))
                .toList();
        return new RootCause(suspects, confidence(suspects));
    }

    private static double confidence(List<Suspect> suspects) {
        if (suspects.isEmpty()) {
            return 0;
        }
        double second = suspects.size() > 1 ? suspects.get(1).suspicion() : 0;
        double margin = suspects.getFirst().suspicion() - second;
        return Math.min(SUREST, 1 / (1 + Math.exp(-(OFFSET + SLOPE * margin))));
    }
}
