/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.SeriesVerdict;
import io.aegis.db.series.SeriesVerdictStore;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest verdict on each series on its way into the database, for people who look at lists of series. However often a
 * series is judged in between, it is written once: soon when there is news of it, and else, as nobody reads faster than that, once from one
 * {@link #flush} to the next. Bounded: what does not fit is not written until the series is judged again. Thread-safe.
 */
public final class LastVerdicts {

    /** Writes verdicts. */
    @FunctionalInterface
    public interface Sink {

        /** Stores them all or, when it throws, perhaps none; storing them again must be safe. */
        void put(List<SeriesVerdict> verdicts) throws DatabaseUnavailableException;
    }

    private final Sink sink;
    private final int capacity;
    private final double threshold;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock flushing = new ReentrantLock();
    private final Map<Series, SeriesVerdict> waiting = new HashMap<>();

    /** Series that were written since the last flush of everything, and whether they alert by what was written. */
    private final Map<Series, Boolean> alertingAsWritten = new HashMap<>();

    /**
     * Nothing yet.
     *
     * @param sink takes the verdicts
     * @param capacity most series that wait
     * @param threshold raw scores from here are anomalous
     */
    public LastVerdicts(Sink sink, int capacity, double threshold) {
        this.sink = sink;
        this.capacity = capacity;
        this.threshold = threshold;
    }

    /** Notes what was said of samples of a series. */
    public void note(Series series, List<Measurement> sent, SeriesVerdicts judged) {
        Optional<Instant> anomalous = Optional.empty();
        for (int place = 0; place < sent.size(); place++) {
            Measurement sample = sent.get(place);
            if (judged.alerts().get(place).anomaly(judged.verdicts().get(place).rawScore(), threshold)
                    && anomalous.filter(sample.time()::isBefore).isEmpty()) {
                anomalous = Optional.of(sample.time());
            }
        }
        int last = SeriesVerdicts.newest(sent);
        Verdict verdict = judged.verdicts().get(last);
        keep(new SeriesVerdict(
                series,
                sent.get(last),
                verdict.score(),
                verdict.rawScore(),
                anomalous,
                Optional.of(judged.alerts().get(last))
                        .filter(AlertDecision::alert)
                        .map(AlertDecision::since)));
    }

    private void keep(SeriesVerdict verdict) {
        lock.lock();
        try {
            if (waiting.size() < capacity || waiting.containsKey(verdict.series())) {
                waiting.merge(verdict.series(), verdict, SeriesVerdict::and);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits. What cannot be written goes on waiting. */
    public void flush() throws DatabaseUnavailableException {
        write(true);
    }

    /**
     * Writes what waits and is news: of a series that was not written since the last {@link #flush}, or is anomalous, or alerts
     * as it did not before, or no longer does. What cannot be written goes on waiting.
     */
    public void flushNews() throws DatabaseUnavailableException {
        write(false);
    }

    private void write(boolean everything) throws DatabaseUnavailableException {
        flushing.lock();
        try {
            if (everything) {
                alertingAsWritten.clear();
            }
            List<SeriesVerdict> some = take();
            while (!some.isEmpty()) {
                try {
                    sink.put(some);
                } catch (DatabaseUnavailableException e) {
                    // Newer ones may have come meanwhile, with which they are merged.
                    some.forEach(this::keep);
                    throw e;
                }
                some.forEach(this::noteWritten);
                some = some.size() < SeriesVerdictStore.AT_ONCE ? List.of() : take();
            }
        } finally {
            flushing.unlock();
        }
    }

    private void noteWritten(SeriesVerdict verdict) {
        if (alertingAsWritten.size() < capacity) {
            alertingAsWritten.put(verdict.series(), verdict.alertSince().isPresent());
        }
    }

    private boolean isNews(SeriesVerdict verdict) {
        Boolean alerted = alertingAsWritten.get(verdict.series());
        return alerted == null
                || verdict.anomalousAt().isPresent()
                || verdict.alertSince().isPresent() != alerted;
    }

    private List<SeriesVerdict> take() {
        lock.lock();
        try {
            List<SeriesVerdict> some = new ArrayList<>();
            Iterator<SeriesVerdict> all = waiting.values().iterator();
            while (all.hasNext() && some.size() < SeriesVerdictStore.AT_ONCE) {
                SeriesVerdict next = all.next();
                if (isNews(next)) {
                    some.add(next);
                    all.remove();
                }
            }
            return some;
        } finally {
            lock.unlock();
        }
    }
}
