/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.dedupe;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts repeated submissions off the request's path: adds them up in memory and hands them on when asked to, about
 * once a second. What a killed process had not handed on is lost, nothing else. Thread-safe.
 */
public final class SubmissionCounter {

    /**
     * Repeats of one row.
     *
     * @param row that was submitted again
     * @param count how many
     * @param last when the last one came
     * @param occurred when the latest of what they tell of happened: a repeat may be old news
     */
    public record Repeats(UUID row, long count, Instant last, Instant occurred) {

        /** Repeats of what happens when it is told. */
        public Repeats(UUID row, long count, Instant last) {
            this(row, count, last, last);
        }

        private Repeats plus(Repeats other) {
            return new Repeats(row, count + other.count, later(last, other.last), later(occurred, other.occurred));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }

    /** Where counts become durable. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Adds to the rows' counts, all or none.
         *
         * @param repeats of each row once, in no order
         * @return false when nothing was added, and the counts should be kept for another time
         */
        boolean add(List<Repeats> repeats);
    }

    private final ConcurrentMap<UUID, Repeats> pending = new ConcurrentHashMap<>();
    private final Sink sink;
    private final int capacity;

    /**
     * A counter.
     *
     * @param sink takes what was counted
     * @param capacity rows that may have counts not handed on yet; reached only while the sink does not take any
     */
    public SubmissionCounter(Sink sink, int capacity) {
        this.sink = sink;
        this.capacity = capacity;
    }

    /**
     * Counts one repeat.
     *
     * @param at when it came
     * @param occurred when what it tells of happened
     * @return how many repeats of the row are not handed on yet, this one included; empty when it was not counted
     *     because the counter is full
     */
    public OptionalLong count(UUID row, Instant at, Instant occurred) {
        if (pending.size() >= capacity && !pending.containsKey(row)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(pending.merge(row, new Repeats(row, 1, at, occurred), Repeats::plus)
                .count());
    }

    /** Counts one repeat of what happens as it is told. */
    public OptionalLong count(UUID row, Instant at) {
        return count(row, at, at);
    }

    /** Rows with counts not handed on yet. */
    public int pendingRows() {
        return pending.size();
    }

    /**
     * Hands on what was counted so far. One at a time; counting goes on meanwhile.
     *
     * @return false when the sink did not take it; it is kept
     */
    public synchronized boolean flush() {
        List<Repeats> batch = List.copyOf(pending.values());
        if (batch.isEmpty()) {
            return true;
        }
        if (!sink.add(batch)) {
            return false;
        }
        for (Repeats handedOn : batch) {
            // Most rows were not submitted again meanwhile.
            if (!pending.remove(handedOn.row(), handedOn)) {
                pending.computeIfPresent(
                        handedOn.row(),
                        (row, now) -> new Repeats(row, now.count() - handedOn.count(), now.last(), now.occurred()));
            }
        }
        return true;
    }
}
