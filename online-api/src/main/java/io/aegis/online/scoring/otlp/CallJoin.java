/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.monitoring.graph.ServiceCall;
import io.aegis.online.scoring.otlp.SpansRequest.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Finds the two sides of a call, which come from two services at different times, in whatever order. Those that wait for the other
 * side are bounded: who waited longest is forgotten. Thread-safe.
 */
final class CallJoin {

    /** Some 5 MB. */
    static final int MOST_WAITING = 20_000;

    private final SequencedMap<Long, Span> callers = new LinkedHashMap<>();
    private final SequencedMap<Long, Span> called = new LinkedHashMap<>();

    /** The calls that are known when these spans are. */
    synchronized List<ServiceCall> join(List<Span> spans) {
        List<ServiceCall> calls = new ArrayList<>();
        for (Span span : spans) {
            if (span.calls() && span.peer().isPresent()) {
                // Databases and others who send no spans.
                calls.add(new ServiceCall(span.service(), span.peer().get(), span.begun(), span.took(), span.failed()));
            } else {
                other(span).ifPresent(other -> calls.add(span.calls() ? call(span, other) : call(other, span)));
            }
        }
        calls.removeIf(call -> call.caller().equals(call.callee()));
        return calls;
    }

    /** Spans that wait for their other side. */
    synchronized int waiting() {
        return callers.size() + called.size();
    }

    private Optional<Span> other(Span span) {
        SequencedMap<Long, Span> theirs = span.calls() ? called : callers;
        SequencedMap<Long, Span> own = span.calls() ? callers : called;
        Optional<Span> other = Optional.ofNullable(theirs.remove(span.link()));
        if (other.isEmpty()) {
            own.put(span.link(), span);
            if (own.size() > MOST_WAITING) {
                own.pollFirstEntry();
            }
        }
        return other;
    }

    private static ServiceCall call(Span caller, Span callee) {
        return new ServiceCall(
                caller.service(), callee.service(), caller.begun(), caller.took(), caller.failed() || callee.failed());
    }
}
