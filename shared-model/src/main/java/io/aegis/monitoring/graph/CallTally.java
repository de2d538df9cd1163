package io.aegis.monitoring.graph;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The calls of the last {@value #MOST_MINUTES} minutes that had any, in memory. Of one minute {@value #MOST_EDGES} pairs of services
 * are kept; further ones are left out. Thread-safe.
 */
public final class CallTally implements CallSink {

    /** Minutes at the most. */
    static final int MOST_MINUTES = 60;

    /** Pairs of a minute at the most. */
    static final int MOST_EDGES = 2_000;

    /**
     * Who calls whom.
     *
     * @param caller the name of who calls
     * @param callee the name of who is called
     */
    public record Edge(String caller, String callee) {}

    private final TreeMap<Instant, Map<Edge, CallCount>> minutes = new TreeMap<>();

    @Override
    public synchronized void called(Collection<ServiceCall> calls) {
        for (ServiceCall call : calls) {
            Map<Edge, CallCount> minute =
                    minutes.computeIfAbsent(call.at().truncatedTo(ChronoUnit.MINUTES), _ -> new HashMap<>());
            Edge edge = new Edge(call.caller(), call.callee());
            if (minute.size() < MOST_EDGES || minute.containsKey(edge)) {
                minute.merge(edge, new CallCount(1, call.failed() ? 1 : 0, call.took()), CallCount::plus);
            }
            if (minutes.size() > MOST_MINUTES) {
                minutes.pollFirstEntry();
            }
        }
    }

    /** All calls since a moment, together for each pair. */
    public synchronized Map<Edge, CallCount> since(Instant moment) {
        Map<Edge, CallCount> together = new HashMap<>();
        minutes.tailMap(moment.truncatedTo(ChronoUnit.MINUTES), true)
                .values()
                .forEach(minute -> minute.forEach((edge, calls) -> together.merge(edge, calls, CallCount::plus)));
        return together;
    }

    /** The services that each service called since a moment, by its name. */
    public Map<String, Set<String>> callees(Instant moment) {
        Map<String, Set<String>> callees = new HashMap<>();
        since(moment)
                .keySet()
                .forEach(edge -> callees.computeIfAbsent(edge.caller(), _ -> new HashSet<>())
                        .add(edge.callee()));
        return callees;
    }
}
