package io.aegis.online.scoring.failure;

import io.aegis.db.series.MinuteMeans;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.StoredSeries;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The past of metrics by the minute, remembered from what is sent here and read again from the database every minute, as
 * samples come by other ways too. Series that were not asked about for longest are forgotten. Thread-safe.
 */
final class MetricHistoryCache implements MetricHistory {

    private static final Logger LOG = LoggerFactory.getLogger(MetricHistoryCache.class);
    private static final long MINUTE = 60;
    private static final long REFRESH = Duration.ofSeconds(60).toNanos();
    private static final long RETRY = Duration.ofSeconds(5).toNanos();
    private static final long OVERLAP = 5;

    /** What is known of one series. */
    private static final class Entry {
        private final MinuteValues values = new MinuteValues();
        /** The minutes that were read from the database. */
        private long readFrom = Long.MAX_VALUE;

        private long readTo = Long.MIN_VALUE;
        private long readAt;
    }

    /** Series of which minutes are to be read. */
    private record Wanted(Series series, long from, long to) {}

    private final SampleHistory history;
    private final MinuteMeans means;
    private final Ticker ticker;
    private final int capacity;
    private final SequencedMap<Series, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private boolean unreachable;
    private long unreachableSince;

    /**
     * A memory.
     *
     * @param history finds series
     * @param means reads their minutes
     * @param ticker says when to read again
     * @param capacity most series; about 6 KB each
     */
    MetricHistoryCache(SampleHistory history, MinuteMeans means, Ticker ticker, int capacity) {
        this.history = history;
        this.means = means;
        this.ticker = ticker;
        this.capacity = capacity;
    }

    /**
     * Reads what is not known yet of some series.
     *
     * @param until the end of what is asked about
     * @return false when the database did not answer in time
     */
    boolean prepare(Set<Series> series, Instant until, Deadline deadline) {
        List<Wanted> wanted = wanted(series, minute(until));
        if (wanted.isEmpty()) {
            return true;
        }
        try {
            Map<Series, StoredSeries> stored =
                    history.find(wanted.stream().map(Wanted::series).toList(), deadline);
            List<Wanted> known = wanted.stream()
                    .filter(one -> stored.containsKey(one.series()))
                    .toList();
            for (int from = 0; from < known.size(); from += MinuteMeans.MAX_SERIES) {
                read(known.subList(from, Math.min(known.size(), from + MinuteMeans.MAX_SERIES)), stored, deadline);
            }
            wanted.forEach(this::wasRead);
            return true;
        } catch (DatabaseUnavailableException e) {
            LOG.debug("The past of metrics cannot be read: {}", e.getMessage());
            away();
            return false;
        }
    }

    private synchronized List<Wanted> wanted(Set<Series> series, long until) {
        long now = ticker.nanos();
        if (unreachable && now - unreachableSince < RETRY) {
            return List.of();
        }
        unreachable = false;
        List<Wanted> wanted = new ArrayList<>();
        for (Series one : series) {
            Entry entry = entry(one);
            long oldest = until - MinuteValues.MOST;
            boolean never = entry.readTo == Long.MIN_VALUE;
            boolean elsewhere = oldest > entry.readTo || (oldest < entry.readFrom - OVERLAP && until < entry.readTo);
            if (never || elsewhere) {
                wanted.add(new Wanted(one, oldest, until));
            } else if (until > entry.readTo && now - entry.readAt >= REFRESH) {
                wanted.add(new Wanted(one, entry.readTo - OVERLAP, until));
            }
        }
        return wanted;
    }

    private void read(List<Wanted> some, Map<Series, StoredSeries> stored, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<Long, Series> byId = new HashMap<>();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (Wanted one : some) {
            StoredSeries series = stored.get(one.series());
            if (series != null) {
                byId.put(series.id(), one.series());
            }
            from = Math.min(from, one.from());
            to = Math.max(to, one.to());
        }
        List<MinuteMeans.Mean> read = means.between(
                List.copyOf(byId.keySet()),
                Instant.ofEpochSecond(from * MINUTE),
                Instant.ofEpochSecond((to + 1) * MINUTE),
                deadline);
        synchronized (this) {
            read.forEach(mean -> {
                Series series = byId.get(mean.series());
                if (series != null) {
                    entry(series).values.put(minute(mean.begin()), mean.mean());
                }
            });
        }
    }

    private synchronized void wasRead(Wanted one) {
        Entry entry = entry(one.series());
        boolean goesOn = one.from() <= entry.readTo && entry.readFrom <= one.from();
        entry.readFrom = goesOn ? entry.readFrom : one.from();
        entry.readTo = one.to();
        entry.readAt = ticker.nanos();
    }

    private synchronized void away() {
        unreachable = true;
        unreachableSince = ticker.nanos();
    }

    /** Remembers samples; of minutes that are known already these are the newer ones. */
    synchronized void learn(Map<Series, List<Measurement>> samples) {
        samples.forEach((series, some) -> {
            Map<Long, double[]> sums = new HashMap<>();
            for (Measurement sample : some) {
                double[] sum = sums.computeIfAbsent(minute(sample.time()), _ -> new double[2]);
                sum[0] += sample.value();
                sum[1]++;
            }
            MinuteValues values = entry(series).values;
            sums.forEach((minute, sum) -> values.put(minute, sum[0] / sum[1]));
        });
    }

    @Override
    public synchronized double[] before(Series series, Instant start) {
        return entry(series).values.before(minute(start), MetricEvidence.LONG_HISTORY);
    }

    @Override
    public synchronized MetricPast past(Series series, Instant start) {
        return entry(series).values.past(minute(start), MetricEvidence.LONG_HISTORY);
    }

    @Override
    public synchronized OptionalDouble at(Series series, Instant minute) {
        return entry(series).values.at(minute(minute));
    }

    /** Series that are remembered. */
    synchronized int size() {
        return entries.size();
    }

    private Entry entry(Series series) {
        Entry entry = entries.computeIfAbsent(series, _ -> new Entry());
        if (entries.size() > capacity) {
            entries.pollFirstEntry();
        }
        return entry;
    }

    private static long minute(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), MINUTE);
    }
}
