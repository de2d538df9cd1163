/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who calls whom and, where calls were measured, how much slower each has become. A delay before a service is not to be seen in
 * that service: its callers become slow, and their callers. It is charged to whom the slow ones call last. Immutable.
 */
public final class CallGraph {

    /** Nothing is known. */
    public static final CallGraph NONE = new CallGraph(Map.of(), Map.of(), Map.of());

    /** Deviations from which a service is slow. */
    private static final double SLOW = 3;

    /** Calls of a minute below which their time says little. */
    private static final long FEWEST_CALLS = 5;

    /** The more callers agree, the closer their mean counts. */
    private static final double AGREEMENT = 0.1;

    private record Call(String caller, String callee) {}

    private final Map<String, Set<String>> callees;
    private final Map<Call, Double> delays;
    private final Map<String, Double> waits;

    private CallGraph(Map<String, Set<String>> callees, Map<Call, Double> delays, Map<String, Double> waits) {
        Map<String, Set<String>> copy = new TreeMap<>();
        callees.forEach((caller, called) -> copy.put(caller, Set.copyOf(called)));
        this.callees = copy;
        this.delays = Map.copyOf(delays);
        this.waits = Map.copyOf(waits);
    }

    /**
     * A graph.
     *
     * @param callees the services that each is said to call
     * @param minutes of calls that were measured, in the window and before, in any order
     * @param start of the window
     */
    public static CallGraph of(Map<String, Set<String>> callees, List<CallMinute> minutes, Instant start) {
        return of(callees, minutes, ServiceName.among(Set.of()), start);
    }

    /** The same, where callers may call a service by its name without the namespace. */
    static CallGraph of(
            Map<String, Set<String>> callees, List<CallMinute> measuredMinutes, ServiceName names, Instant start) {
        Map<String, Set<String>> all = new HashMap<>();
        callees.forEach((caller, called) -> called.forEach(callee ->
                all.computeIfAbsent(names.of(caller), _ -> new HashSet<>()).add(names.of(callee))));
        List<CallMinute> minutes = measuredMinutes.stream()
                .map(minute -> minute.between(names.of(minute.caller()), names.of(minute.callee())))
                .toList();
        Map<Call, Map<Instant, Double>> measured = new HashMap<>();
        for (CallMinute minute : minutes) {
            all.computeIfAbsent(minute.caller(), _ -> new HashSet<>()).add(minute.callee());
            if (minute.calls() >= FEWEST_CALLS) {
                measured.computeIfAbsent(new Call(minute.caller(), minute.callee()), _ -> new TreeMap<>())
                        .put(minute.minute(), minute.millis());
            }
        }
        Map<Call, Double> delays = new HashMap<>();
        Map<String, Double> waits = new HashMap<>();
        measured.forEach((call, times) -> {
            List<Double> before = new ArrayList<>();
            List<Double> window = new ArrayList<>();
            times.forEach((minute, millis) -> (minute.isBefore(start) ? before : window).add(millis));
            if (!before.isEmpty() && !window.isEmpty()) {
                MetricEvidence evidence = MetricEvidence.of(MetricType.RESPONSE_TIME, values(before), values(window));
                delays.put(call, evidence.raised());
                waits.merge(call.callee(), evidence.lasting(), Math::max);
            }
        });
        return new CallGraph(all, delays, waits);
    }

    /** All calls, by the names of caller and callee. */
    public List<CallEdge> edges() {
        List<CallEdge> edges = new ArrayList<>();
        callees.forEach((caller, called) -> called.stream().sorted().forEach(callee -> {
            Double slower = delays.get(new Call(caller, callee));
            edges.add(
                    new CallEdge(caller, callee, slower == null ? OptionalDouble.empty() : OptionalDouble.of(slower)));
        }));
        return edges;
    }

    /** How many spreads longer callers wait for a service than usual, and go on to, by who does most; 0 where none was measured. */
    double wait(String callee) {
        return waits.getOrDefault(callee, 0.0);
    }

    private static double[] values(List<Double> some) {
        return some.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * What the slowness of callers says against each service that is called: 0 and more, like a suspicion.
     *
     * @param services evidence of each
     */
    Map<String, Double> charges(Collection<ServiceEvidence> services) {
        Map<String, Double> slowness = new HashMap<>();
        services.forEach(one -> slowness.put(one.service(), one.raised(MetricType.RESPONSE_TIME)));
        Map<String, Double> sums = new TreeMap<>();
        Map<String, Integer> callers = new HashMap<>();
        Map<String, Double> below = new HashMap<>();
        callees.forEach((caller, called) -> {
            for (String callee : called) {
                double charge = charge(caller, callee, called, slowness);
                sums.merge(callee, charge, Double::sum);
                callers.merge(callee, 1, Integer::sum);
                below.merge(caller, charge, Math::max);
            }
        });
        Map<String, Double> charges = new HashMap<>();
        sums.forEach((callee, sum) -> {
            double mean = sum / (callers.getOrDefault(callee, 1) + AGREEMENT);
            // Whoever is slow because those are whom it calls is not where it began.
            boolean passedOn = below.getOrDefault(callee, 0.0) >= MetricEvidence.weight(SLOW);
            charges.put(callee, passedOn ? 0 : mean);
        });
        return charges;
    }

    /** A call that was measured speaks for itself; else that of a slow caller, unless another callee explains it. */
    private double charge(String caller, String callee, Set<String> called, Map<String, Double> slowness) {
        boolean measured = called.stream().anyMatch(each -> delays.containsKey(new Call(caller, each)));
        if (measured) {
            return MetricEvidence.weight(delays.getOrDefault(new Call(caller, callee), 0.0));
        }
        boolean slow = slowness.getOrDefault(callee, 0.0) >= SLOW;
        boolean otherSlow =
                called.stream().anyMatch(each -> !each.equals(callee) && slowness.getOrDefault(each, 0.0) >= SLOW);
        return otherSlow && !slow ? 0 : MetricEvidence.weight(slowness.getOrDefault(caller, 0.0));
    }
}
