/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.SeriesBatch;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Samples on their way into the database, written behind in batches. Bounded: what does not fit is dropped and counted; its
 * verdict was given, only later starts will not know it. Thread-safe.
 */
public final class SampleBuffer {

    /** Most samples of one transaction: some tens of milliseconds. */
    static final int AT_ONCE = 5_000;

    /** Writes samples. */
    @FunctionalInterface
    public interface Sink {

        /** Stores them all or, when it throws, perhaps none; storing them again must be safe. */
        void append(List<SeriesBatch> batches) throws DatabaseUnavailableException;
    }

    private record Waiting(OptionalInt warmup, List<Measurement> samples) {}

    private final Sink sink;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final ReentrantLock flushing = new ReentrantLock();
    private final Map<Series, Waiting> waiting = new LinkedHashMap<>();
    private final Map<Series, Waiting> inFlight = new LinkedHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private int depth;
    private boolean failing;

    /**
     * A buffer.
     *
     * @param sink takes the samples
     * @param capacity most samples that wait; each takes about 60 bytes
     */
    public SampleBuffer(Sink sink, int capacity) {
        this.sink = sink;
        this.capacity = capacity;
    }

    /**
     * Adds samples of one series, as many as there is room for.
     *
     * @param warmup samples of the warm-up that a new series was first sent with
     */
    public void add(Series series, OptionalInt warmup, List<Measurement> samples) {
        if (samples.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            int room = Math.clamp(capacity - depth, 0, samples.size());
            dropped.addAndGet(samples.size() - room);
            if (room > 0) {
                waiting.computeIfAbsent(series, _ -> new Waiting(warmup, new ArrayList<>(room)))
                        .samples()
                        .addAll(samples.subList(0, room));
                depth += room;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is room for so many samples: for those who send many and can wait. Gives up after the timeout, or when
     * the database takes nothing, and the samples may then be dropped.
     */
    public void awaitRoom(int samples, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (left > 0 && !failing && depth > 0 && capacity - depth < samples) {
                left = room.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The samples of a series that may not be in the database yet; empty when there are none.
     *
     * @return with the warm-up that the series was first sent with
     */
    Optional<SeriesBatch> pending(Series series) {
        lock.lock();
        try {
            List<Measurement> samples = new ArrayList<>();
            OptionalInt warmup = OptionalInt.empty();
            for (Map<Series, Waiting> each : List.of(waiting, inFlight)) {
                Waiting here = each.get(series);
                if (here != null) {
                    samples.addAll(here.samples());
                    warmup = here.warmup();
                }
            }
            return samples.isEmpty() ? Optional.empty() : Optional.of(new SeriesBatch(series, warmup, samples));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what waits, those that waited longest first.
     *
     * @throws DatabaseUnavailableException when the database does not take it; it goes on waiting
     */
    public void flush() throws DatabaseUnavailableException {
        flushing.lock();
        try {
            for (List<SeriesBatch> some = take(); !some.isEmpty(); some = take()) {
                boolean done = false;
                try {
                    sink.append(some);
                    done = true;
                } finally {
                    settle(done);
                }
            }
        } finally {
            flushing.unlock();
        }
    }

    /** Writes what waits for those who have to know that it is written; does not try when it failed last. */
    void store() throws DatabaseUnavailableException {
        lock.lock();
        try {
            if (failing || depth == 0) {
                return;
            }
        } finally {
            lock.unlock();
        }
        flush();
    }

    /** Samples that wait, those being written included. */
    public int depth() {
        lock.lock();
        try {
            return depth;
        } finally {
            lock.unlock();
        }
    }

    /** Samples that found no room, since the process started. */
    public long dropped() {
        return dropped.get();
    }

    /** Samples written since the process started. */
    public long stored() {
        return stored.get();
    }

    private List<SeriesBatch> take() {
        lock.lock();
        try {
            List<SeriesBatch> some = new ArrayList<>();
            int room = AT_ONCE;
            Iterator<Map.Entry<Series, Waiting>> entries = waiting.entrySet().iterator();
            while (room > 0 && entries.hasNext()) {
                Map.Entry<Series, Waiting> entry = entries.next();
                Waiting all = entry.getValue();
                Waiting moved = all;
                if (all.samples().size() <= room) {
                    entries.remove();
                } else {
                    List<Measurement> taken = all.samples().subList(0, room);
                    moved = new Waiting(all.warmup(), new ArrayList<>(taken));
                    taken.clear();
                }
                inFlight.put(entry.getKey(), moved);
                some.add(new SeriesBatch(entry.getKey(), moved.warmup(), moved.samples()));
                room -= moved.samples().size();
            }
            return some;
        } finally {
            lock.unlock();
        }
    }

    /** What was in flight is written, or waits again. */
    private void settle(boolean done) {
        lock.lock();
        try {
            inFlight.forEach((series, flown) -> {
                if (done) {
                    depth -= flown.samples().size();
                    stored.addAndGet(flown.samples().size());
                } else {
                    waiting.merge(series, flown, (later, earlier) -> {
                        earlier.samples().addAll(later.samples());
                        return earlier;
                    });
                }
            });
            inFlight.clear();
            failing = !done;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
