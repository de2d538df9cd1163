/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import io.aegis.monitoring.failure.CallMinute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The calls between services of the last hour, by who has to do with them. Immutable. */
final class WatchedCalls {

    /** Services behind one that are looked at. */
    private static final int MOST_BEHIND = 50;

    private final Map<String, List<CallMinute>> byCaller = new HashMap<>();
    private final Map<String, List<CallMinute>> byCallee = new HashMap<>();

    WatchedCalls(Collection<CallMinute> calls) {
        for (CallMinute call : calls) {
            byCaller.computeIfAbsent(call.caller(), _ -> new ArrayList<>()).add(call);
            byCallee.computeIfAbsent(call.callee(), _ -> new ArrayList<>()).add(call);
        }
    }

    /** The calls to a service, and those that it makes, and those that whom it calls make, and so on. */
    List<CallMinute> around(String service) {
        Set<String> behind = new LinkedHashSet<>(Set.of(service));
        Deque<String> waiting = new ArrayDeque<>(behind);
        List<CallMinute> around = new ArrayList<>();
        while (!waiting.isEmpty()) {
            for (CallMinute call : byCaller.getOrDefault(waiting.removeFirst(), List.of())) {
                around.add(call);
                if (behind.size() < MOST_BEHIND && behind.add(call.callee())) {
                    waiting.addLast(call.callee());
                }
            }
        }
        byCallee.getOrDefault(service, List.of()).stream()
                .filter(call -> !behind.contains(call.caller()))
                .forEach(around::add);
        return around;
    }
}
