/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What this process runs, or is about to. Thread-safe. */
public final class RunningExecutions {

    /** What is left to do when an execution has ended takes some milliseconds, on a busy machine a few hundred. */
    private static final Duration END = Duration.ofSeconds(2);

    private final ConcurrentMap<InstanceKey, RunningInstance> held = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /** Marks an instance as this process's own, unless it is already. */
    public Optional<RunningInstance> hold(InstanceKey key) {
        RunningInstance running = new RunningInstance(key);
        return held.putIfAbsent(key, running) == null ? Optional.of(running) : Optional.empty();
    }

    /**
     * Marks an instance as this process's own, unless it is already; one whose execution has just ended is waited for, two
     * seconds at most.
     */
    public Optional<RunningInstance> holdAfterEnd(InstanceKey key) {
        Optional<RunningInstance> held = hold(key);
        if (held.isPresent()) {
            return held;
        }
        boolean over = find(key).map(each -> each.awaitOver(END)).orElse(true);
        return over ? hold(key) : held;
    }

    /** Forgets an instance. */
    public void forget(RunningInstance running) {
        held.remove(running.key(), running);
        running.isOver();
    }

    /** What this process has of an instance. */
    public Optional<RunningInstance> find(InstanceKey key) {
        return Optional.ofNullable(held.get(key));
    }

    /** Instances of a job that are held. */
    long count(String jobName) {
        return held.keySet().stream()
                .filter(key -> key.jobName().equals(jobName))
                .count();
    }

    /** Everything. */
    public Collection<RunningInstance> all() {
        return List.copyOf(held.values());
    }

    /** Whether the process is about to stop: nothing is launched any more. */
    public boolean closing() {
        return closing;
    }

    /** Begins the end. */
    public void close() {
        closing = true;
    }
}
