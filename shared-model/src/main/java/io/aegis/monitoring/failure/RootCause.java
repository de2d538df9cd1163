/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
     * Ranks services, and those that are only known to be called.
     *
     * @param services evidence of each
     * @param calls who calls whom
     */
    public static RootCause among(Collection<ServiceEvidence> services, CallGraph calls) {
        Map<String, Double> suspicion = new TreeMap<>();
        services.forEach(one -> suspicion.put(one.service(), one.suspicion()));
        calls.charges(services).forEach((service, charge) -> {
            if (charge > 0 || suspicion.containsKey(service)) {
                suspicion.merge(service, charge, Double::sum);
            }
        });
        List<Suspect> suspects = suspicion.entrySet().stream()
                .map(one -> new Suspect(one.getKey(), one.getValue()))
                .sorted(Comparator.comparingDouble(Suspect::suspicion)
                        .reversed()
                        .thenComparing(Suspect::service))
                .toList();
        return new RootCause(suspects, confidence(suspects));
    }

    /** The same, where calls are only known to be made. */
    static RootCause among(Collection<ServiceEvidence> services, Map<String, Set<String>> callees) {
        return among(services, CallGraph.of(callees, List.of(), Instant.EPOCH));
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
