/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the wall was asked: a count per model and the latest bodies. Bounded in both. Thread-safe. */
final class CallLog {

    private static final int MAX_MODELS = 1000;
    private static final int MAX_BODIES = 100;

    private final Map<String, Integer> calls = new HashMap<>();
    private final Deque<String> bodies = new ArrayDeque<>();

    /** Counts a call. Returns how many this model has had; models beyond the thousandth share one count. */
    synchronized int count(String model, String body) {
        if (bodies.size() == MAX_BODIES) {
            bodies.removeFirst();
        }
        bodies.addLast(body);
        String key = calls.size() < MAX_MODELS || calls.containsKey(model) ? model : "";
        return calls.merge(key, 1, Integer::sum);
    }

    synchronized int calls(String model) {
        return calls.getOrDefault(model, 0);
    }

    synchronized List<String> bodies() {
        return new ArrayList<>(bodies);
    }
}
