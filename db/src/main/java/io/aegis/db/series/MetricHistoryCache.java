/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.MetricEvidence;
import io.aegis.monitoring.failure.MetricHistory;
import io.aegis.monitoring.failure.MetricPast;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cache of the past of metrics by the minute: of the series that are asked about, from what is stored, from what waits to be, and
 * from whatever is sent here since. It is read again from the database after 45 s, as samples come to other processes too; of
 * a minute counts what has the most samples. The least recently used series are evicted. Thread-safe.
 */
public final class MetricHistoryCache implements MetricHistory {

    /** Minutes of a series that are known, the newest. */
    public static final int MINUTES = MinuteValues.MOST;

    private static final Logger LOG = LoggerFactory.getLogger(MetricHistoryCache.class);
    /** Less than a minute: a job that runs each minute, give or take, sees what came since its last run. */
    private static final long REFRESH = Duration.ofSeconds(45).toNanos();

    private static final long RETRY = Duration.ofSeconds(5).toNanos();

    /** Minutes that are read again with those after them: the last one was not over. */
    private static final long OVERLAP = 1;

    /** As many are from time to time, as samples come late. */
    private static final long LATE = 5;

    /** From time to time. */
    private static final long LATE_AGAIN = Duration.ofMinutes(4).toNanos();

    /**
     * With fewer minutes than that all are read again, as whoever fills a past in does not begin at its end: the sooner, the
     * fewer are known, so that a sample of many a second is not read sixty times.
     */
    private static final int SPARSE = 60;

    /** For each minute that is known, until all are read again. */
    private static final long PATIENCE = Duration.ofSeconds(15).toNanos();

    /** What is known of one series. */
    private static final class Entry {
        private final MinuteValues values = new MinuteValues();
        /** The minutes that were read from the database. */
        private long readFrom = Long.MAX_VALUE;

        private long readTo = Long.MIN_VALUE;
        private long readAt;
        private long wholeAt;
        private long lateAt;
    }

    private final StoredMinutes stored;
    private final Function<Series, List<Measurement>> waiting;
    private final Ticker ticker;
    private final int capacity;
    private final SequencedMap<Series, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private boolean unreachable;
    private long unreachableSince;

    /**
     * An empty cache.
     *
     * @param history finds series
     * @param means reads their minutes
     * @param waiting tells the samples of a series that may not be stored yet
     * @param ticker says when to read again
     * @param capacity most series; about 8 KB each
     */
    public MetricHistoryCache(
            SampleReader history,
            MinuteReader means,
            Function<Series, List<Measurement>> waiting,
            Ticker ticker,
            int capacity) {
        this.stored = new StoredMinutes(history, means);
        this.waiting = waiting;
        this.ticker = ticker;
        this.capacity = capacity;
    }

    /**
     * Reads what is not known yet of some series.
     *
     * @param until the end of what is asked about
     * @return false when something is not known, as the database did not answer in time, or did not a moment ago
     */
    public boolean prepare(Set<Series> series, Instant until, Deadline deadline) {
        List<StoredMinutes.Wanted> wanted = wanted(series, MinuteSum.minute(until));
        if (wanted.isEmpty()) {
            return true;
        }
        if (isAway()) {
            return false;
        }
        try {
            stored.read(wanted, this::put, deadline);
            wanted.forEach(this::wasRead);
            return true;
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The past of metrics cannot be read: {}", e.getMessage());
            away();
            return false;
        }
    }

    private synchronized List<StoredMinutes.Wanted> wanted(Set<Series> series, long until) {
        List<StoredMinutes.Wanted> wanted = new ArrayList<>();
        for (Series one : series) {
            Entry entry = entry(one);
            long oldest = until - MinuteValues.MOST;
            boolean never = entry.readTo == Long.MIN_VALUE;
            boolean elsewhere = oldest > entry.readTo || (oldest < entry.readFrom - LATE && until < entry.readTo);
            if (never || elsewhere) {
                wanted.add(new StoredMinutes.Wanted(one, oldest, until, waiting(one, entry, oldest, until)));
            } else if (ticker.nanos() - entry.readAt >= REFRESH) {
                long from = again(entry, oldest);
                if (from <= until) {
                    wanted.add(new StoredMinutes.Wanted(one, from, until, List.of()));
                }
            }
        }
        return wanted;
    }

    /** The first minute to read of a series that was read before. */
    private long again(Entry entry, long oldest) {
        long now = ticker.nanos();
        if (entry.values.size() < SPARSE && now - entry.wholeAt >= PATIENCE * entry.values.size()) {
            return oldest;
        }
        if (now - entry.lateAt >= LATE_AGAIN) {
            return entry.readTo - LATE;
        }
        // What always comes late, as its sender collects it, is not over when the others are.
        return Math.clamp(entry.values.newest() - OVERLAP, entry.readTo - LATE, entry.readTo - OVERLAP);
    }

    /** What waits is known at once; what is stored of the same minutes comes to it. */
    private List<Measurement> waiting(Series series, Entry entry, long from, long to) {
        List<Measurement> some = waiting.apply(series).stream()
                .distinct()
                .filter(each -> MinuteSum.minute(each.time()) >= from && MinuteSum.minute(each.time()) <= to)
                .toList();
        MinuteSum.byMinute(some).forEach(entry.values::put);
        return some;
    }

    private synchronized void put(Series series, long minute, MinuteSum sum) {
        entry(series).values.put(minute, sum);
    }

    private synchronized void wasRead(StoredMinutes.Wanted one) {
        Entry entry = entry(one.series());
        boolean goesOn = one.from() <= entry.readTo && entry.readFrom <= one.from();
        long now = ticker.nanos();
        if (one.to() - one.from() >= MinuteValues.MOST) {
            entry.wholeAt = now;
        }
        if (!goesOn || one.from() <= entry.readTo - LATE) {
            entry.lateAt = now;
        }
        entry.readFrom = goesOn ? entry.readFrom : one.from();
        entry.readTo = goesOn ? Math.max(entry.readTo, one.to()) : one.to();
        entry.readAt = now;
    }

    private synchronized boolean isAway() {
        unreachable = unreachable && ticker.nanos() - unreachableSince < RETRY;
        return unreachable;
    }

    private synchronized void away() {
        unreachable = true;
        unreachableSince = ticker.nanos();
    }

    /**
     * Takes samples in, if their series is in the cache; else they will be read when it is asked about.
     *
     * @param fresh samples that were not sent before
     */
    public synchronized void learn(Series series, List<Measurement> fresh) {
        Entry entry = entries.get(series);
        if (entry != null) {
            MinuteSum.byMinute(fresh).forEach(entry.values::add);
        }
    }

    @Override
    public synchronized double[] before(Series series, Instant start) {
        return entry(series).values.before(MinuteSum.minute(start), MetricEvidence.LONG_HISTORY);
    }

    @Override
    public synchronized MetricPast past(Series series, Instant start) {
        return entry(series).values.past(MinuteSum.minute(start), MetricEvidence.LONG_HISTORY);
    }

    @Override
    public synchronized OptionalDouble at(Series series, Instant minute) {
        return entry(series).values.at(MinuteSum.minute(minute));
    }

    /** The means of the minutes of a stretch that are known, oldest first. */
    public synchronized List<Measurement> between(Series series, Instant from, Instant to) {
        MinuteValues values = entry(series).values;
        List<Measurement> means = new ArrayList<>();
        for (long minute = MinuteSum.minute(from); minute <= MinuteSum.minute(to); minute++) {
            OptionalDouble mean = values.at(minute);
            if (mean.isPresent()) {
                means.add(new Measurement(MinuteSum.begin(minute), mean.getAsDouble()));
            }
        }
        return means;
    }

    /** How many samples of the minutes of a stretch are known. */
    public synchronized long samples(Series series, Instant from, Instant to) {
        MinuteValues values = entry(series).values;
        return LongStream.rangeClosed(MinuteSum.minute(from), MinuteSum.minute(to))
                .map(values::samples)
                .sum();
    }

    /** Series that are remembered. */
    public synchronized int size() {
        return entries.size();
    }

    private Entry entry(Series series) {
        Entry entry = entries.computeIfAbsent(series, _ -> new Entry());
        if (entries.size() > capacity) {
            entries.pollFirstEntry();
        }
        return entry;
    }
}
