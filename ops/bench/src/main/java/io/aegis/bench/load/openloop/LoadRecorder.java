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

    private final long start;
    private final LongAccumulator lastEnd;
    private final AbstractHistogram fromSchedule = histogram();
    private final AbstractHistogram fromSend = histogram();
    private final AbstractHistogram server = histogram();
    private final ConcurrentMap<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();

    /** For a run whose first request is due at {@code start}. */
    LoadRecorder(long start) {
        this.start = start;
        lastEnd = new LongAccumulator(Math::max, start);
    }

    private static AbstractHistogram histogram() {
        return new ConcurrentHistogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
    }

    void answered(Outcome outcome, long due, long sent, long end) {
        count(answers, outcome.label());
        outcome.serverNanos().ifPresent(nanos -> record(server, nanos));
        timed(due, sent, end);
    }

    /** A request without an answer took its time too: leaving it out would flatter the percentiles. */
    void failed(IOException reason, long due, long sent, long end) {
        count(failures, reason.getClass().getSimpleName());
        timed(due, sent, end);
    }

    /** A request that was still waiting for a client when the run's time was over. */
    void unsent(long due, long now) {
        count(failures, "unsent");
        timed(due, now, now);
    }

    Result result(ArrivalSchedule schedule) {
        return new Result(
                schedule.count(),
                (lastEnd.get() - start) / 1e9,
                sums(answers),
                sums(failures),
                Percentiles.of(fromSchedule),
                Percentiles.of(fromSend),
                Percentiles.of(server));
    }

    private void timed(long due, long sent, long end) {
        record(fromSchedule, end - due);
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
