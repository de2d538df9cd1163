/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;

/** Counts and times of one run, written by all of its clients at once. */
final class LoadRecorder {

    private static final long FINEST_NANOS = 1_000;
    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final ArrivalSchedule schedule;
    private final long start;
    /** What each request took from when it was due, in microseconds, in the order of the schedule. */
    private final int[] micros;

    private final LongAccumulator lastEnd;
    private final AbstractHistogram fromSchedule = histogram();
    private final AbstractHistogram fromSend = histogram();
    private final AbstractHistogram server = histogram();
    private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();

    /** For a run whose first request is due at {@code start}. */
    LoadRecorder(ArrivalSchedule schedule, long start) {
        this.schedule = schedule;
        this.start = start;
        micros = new int[(int) schedule.count()];
        lastEnd = new LongAccumulator(Math::max, start);
    }

    private static AbstractHistogram histogram() {
        return new ConcurrentHistogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
    }

    void answered(Outcome outcome, long number, long sent, long end) {
        count(answers, outcome.label());
        outcome.serverNanos().ifPresent(nanos -> record(server, nanos));
        timed(number, sent, end);
    }

    /** A request without an answer took its time too: leaving it out would flatter the percentiles. */
    void failed(IOException reason, long number, long sent, long end) {
        count(failures, reason.getClass().getSimpleName());
        timed(number, sent, end);
    }

    /** A request that was still waiting for a client when the run's time was over. */
    void unsent(long number, long now) {
        count(failures, "unsent");
        timed(number, now, now);
    }

    Result result() {
        return new Result(
                schedule.count(),
                (lastEnd.get() - start) / 1e9,
                sums(answers),
                sums(failures),
                Percentiles.of(fromSchedule),
                Percentiles.of(fromSend),
                Percentiles.of(server),
                Second.all(schedule, micros));
    }

    private void timed(long number, long sent, long end) {
        long nanos = end - start - schedule.offsetNanos(number);
        micros[(int) (number - schedule.first())] = Math.clamp(nanos / 1_000, 0, Integer.MAX_VALUE);
        record(fromSchedule, nanos);
        record(fromSend, end - sent);
        lastEnd.accumulate(end);
    }

    private static void record(AbstractHistogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
    }

    private static void count(ConcurrentMap<String, LongAdder> counts, String label) {
        counts.computeIfAbsent(label, _ -> new LongAdder()).increment();
    }

    private static SortedMap<String, Long> sums(ConcurrentMap<String, LongAdder> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach((label, count) -> sums.put(label, count.sum()));
        return sums;
    }
}
