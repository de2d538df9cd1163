/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.prediction;

import io.aegis.db.predictions.Prediction;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Predictions on their way into the database, written behind in batches. Bounded: what does not fit is dropped and counted.
 * Thread-safe.
 */
public final class PredictionBuffer {

    /** Most predictions of one transaction. */
    static final int AT_ONCE = 500;

    /** Writes predictions. */
    @FunctionalInterface
    public interface Sink {

        /** Stores them all or, when it throws, perhaps none; storing them again must be safe. */
        void add(List<Prediction> predictions) throws DatabaseUnavailableException;
    }

    private final Sink sink;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock flushing = new ReentrantLock();
    private final Deque<Prediction> waiting = new ArrayDeque<>();
    private final AtomicLong dropped = new AtomicLong();
    private final List<Consumer<Prediction>> listeners = new CopyOnWriteArrayList<>();

    /**
     * A buffer.
     *
     * @param sink takes the predictions
     * @param capacity most that wait, of up to {@value Prediction#MAX_DETAILS} characters each
     */
    public PredictionBuffer(Sink sink, int capacity) {
        this.sink = sink;
        this.capacity = capacity;
    }

    /** Tells somebody of each prediction that is added, on the thread that adds it: it must be quick. */
    public void listen(Consumer<Prediction> listener) {
        listeners.add(listener);
    }

    /** Adds one, if there is room. */
    public void add(Prediction prediction) {
        listeners.forEach(listener -> listener.accept(prediction));
        lock.lock();
        try {
            if (waiting.size() < capacity) {
                waiting.add(prediction);
            } else {
                dropped.incrementAndGet();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a prediction waits, or is being written. */
    public boolean holds(UUID id) {
        lock.lock();
        try {
            return waiting.stream().anyMatch(each -> each.id().equals(id));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what waits, oldest first; returns when all that waited before the call is stored.
     *
     * @throws DatabaseUnavailableException when the database does not take it; it goes on waiting
     */
    public void flush() throws DatabaseUnavailableException {
        flushing.lock();
        try {
            for (List<Prediction> some = head(); !some.isEmpty(); some = head()) {
                sink.add(some);
                forget(some.size());
            }
        } finally {
            flushing.unlock();
        }
    }

    /** Predictions that wait. */
    public int depth() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Predictions that found no room, since the process started. */
    public long dropped() {
        return dropped.get();
    }

    private List<Prediction> head() {
        lock.lock();
        try {
            List<Prediction> some = new ArrayList<>();
            for (Prediction each : waiting) {
                if (some.size() == AT_ONCE) {
                    break;
                }
                some.add(each);
            }
            return some;
        } finally {
            lock.unlock();
        }
    }

    private void forget(int count) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                waiting.remove();
            }
        } finally {
            lock.unlock();
        }
    }
}
