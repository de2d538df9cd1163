/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.graph;

import io.aegis.monitoring.failure.CallMinute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts calls by the minute until somebody takes the counts away to store them. Of the newest {@value #MOST_MINUTES} minutes that
 * had any, {@value #MOST_EDGES} pairs of services each are kept; further ones, and names longer than {@value #LONGEST_NAME}
 * characters, are left out. Thread-safe.
 */
public final class CallTally implements CallSink {

    /** Minutes at the most. */
    static final int MOST_MINUTES = 60;

    /** Pairs of a minute at the most. */
    static final int MOST_EDGES = 2_000;

    /** Characters of a name at the most. */
    static final int LONGEST_NAME = 200;

    private static final double NANOS_OF_MILLI = Duration.ofMillis(1).toNanos();

    private record Edge(String caller, String callee) {}

    private record Count(long calls, long failed, double millis) {

        Count plus(Count others) {
            return new Count(calls + others.calls, failed + others.failed, millis + others.millis);
        }
    }

    private final TreeMap<Instant, Map<Edge, Count>> minutes = new TreeMap<>();

    @Override
    public synchronized void called(Collection<ServiceCall> calls) {
        for (ServiceCall call : calls) {
            add(
                    call.at().truncatedTo(ChronoUnit.MINUTES),
                    new Edge(call.caller(), call.callee()),
                    new Count(1, call.failed() ? 1 : 0, Math.max(0, call.took().toNanos() / NANOS_OF_MILLI)));
        }
    }

    /** Takes the counts away. */
    public synchronized List<CallMinute> drain() {
        List<CallMinute> all = new ArrayList<>();
        minutes.forEach((minute, edges) -> edges.forEach((edge, count) -> all.add(new CallMinute(
                edge.caller(), edge.callee(), minute, count.calls(), count.failed(), count.millis() / count.calls()))));
        minutes.clear();
        return all;
    }

    /** Puts counts back that could not be stored. */
    public synchronized void putBack(List<CallMinute> counts) {
        for (CallMinute each : counts) {
            add(
                    each.minute(),
                    new Edge(each.caller(), each.callee()),
                    new Count(each.calls(), each.errors(), each.millis() * each.calls()));
        }
    }

    private void add(Instant minute, Edge edge, Count count) {
        if (edge.caller().length() > LONGEST_NAME || edge.callee().length() > LONGEST_NAME) {
            return;
        }
        Map<Edge, Count> edges = minutes.computeIfAbsent(minute, _ -> new HashMap<>());
        if (edges.size() < MOST_EDGES || edges.containsKey(edge)) {
            edges.merge(edge, count, Count::plus);
        }
        if (minutes.size() > MOST_MINUTES) {
            minutes.pollFirstEntry();
        }
    }
}
