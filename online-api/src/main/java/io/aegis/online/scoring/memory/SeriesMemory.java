/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.SampleReader;
import io.aegis.db.series.SamplesSince;
import io.aegis.db.series.SeriesBatch;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.AlertState;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detectors of the series that were touched last, about 10 KB each. One that is touched again after it was dropped, or
 * after a restart, is warmed from stored history. Thread-safe; samples of one series are judged one request after the
 * other, those of different series at once.
 *
 * <p>Samples of a request are judged in order of time, so the order of sending changes nothing, and later ones change no
 * earlier score. A sample that was sent before gets its verdict again and is not learned again. One that is older than the
 * newest learned is judged by a detector that knows only what came before it, made from stored history for the purpose; it is
 * stored, but the live detector does not learn it. When the history cannot be read in time, or several such
 * requests are at it already, it is judged by all that is known by now.
 *
 * <p>The stored history is the truth, and this its cache: while other processes judge too, what they stored is learned before
 * anything is judged, in the order of time, and what is judged is stored before the answer.
 */
public final class SeriesMemory {

    private static final Logger LOG = LoggerFactory.getLogger(SeriesMemory.class);

    /** Requests that read history for late samples at once; it costs a hundred times as much as a sample in time. */
    private static final int REPLAYS = 2;

    private final StoredSamples history;
    private final Replicas replicas;
    private final DetectorWarmUp detectorWarmUp;
    private final SampleBuffer buffer;
    private final Ticker ticker;
    private final int capacity;
    private final Semaphore replays = new Semaphore(REPLAYS);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Series, SeriesState> states = new LinkedHashMap<>(16, 0.75f, true);
    private final SharedTexts texts = new SharedTexts();
    private final AtomicLong evicted = new AtomicLong();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Is told what was said. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Hears of samples of one series.
         *
         * @param sent the samples, at least one
         * @param verdicts on them
         */
        void judged(Series series, List<Measurement> sent, SeriesVerdicts verdicts);
    }

    /**
     * An empty memory.
     *
     * @param history what is stored
     * @param buffer takes what is to be stored
     * @param replicas says whether others judge the same series
     * @param leastEffects below which nothing is an anomaly
     * @param threshold of scores, below which nothing is one either
     * @param ticker says when an unreachable history is tried again
     * @param capacity most series; more only while as many are judged at once
     */
    public SeriesMemory(
            StoredSamples history,
            SampleBuffer buffer,
            Replicas replicas,
            LeastEffects leastEffects,
            double threshold,
            Ticker ticker,
            int capacity) {
        this.history = history;
        this.replicas = replicas;
        this.detectorWarmUp = new DetectorWarmUp(history.all(), buffer, leastEffects, threshold);
        this.buffer = buffer;
        this.ticker = ticker;
        this.capacity = capacity;
    }

    /** The memory of a process that is alone whatever comes, with the usual threshold. */
    public SeriesMemory(
            SampleReader history, SampleBuffer buffer, LeastEffects leastEffects, Ticker ticker, int capacity) {
        this(
                new StoredSamples(history, (_, _) -> SamplesSince.Stored.NONE),
                buffer,
                Replicas.alone(),
                leastEffects,
                AlertState.HIGH,
                ticker,
                capacity);
    }

    /** Tells somebody of whatever is judged, on the thread that judges: it must be quick. */
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Judges and learns samples.
     *
     * @param samples of each series, in any order
     * @param warmup samples of the warm-up of those series that are new
     * @param deadline by which history has to be read; series whose history is not there by then are judged without
     * @return by series, in the same order
     */
    public Map<Series, SeriesVerdicts> judge(
            Map<Series, List<Measurement>> samples, OptionalInt warmup, Deadline deadline) {
        Map<Series, SeriesVerdicts> verdicts = new LinkedHashMap<>();
        each(samples, warmup, deadline, verdicts::put);
        return verdicts;
    }

    /**
     * The same samples under the series that are remembered, where they are: what was worked out of those is not worked out
     * again, and they are found faster.
     */
    public Map<Series, List<Measurement>> known(Map<Series, List<Measurement>> samples) {
        Map<Series, List<Measurement>> known = LinkedHashMap.newLinkedHashMap(samples.size());
        lock.lock();
        try {
            samples.forEach((series, sent) -> {
                SeriesState state = states.get(series);
                known.put(state == null ? series : state.series(), sent);
            });
        } finally {
            lock.unlock();
        }
        return known;
    }

    private void each(
            Map<Series, List<Measurement>> samples,
            OptionalInt warmup,
            Deadline deadline,
            BiConsumer<Series, SeriesVerdicts> told) {
        SeriesLookupCache lookups = new SeriesLookupCache(history.all());
        prepare(lookups, samples.keySet().stream().filter(each -> !holds(each)).toList(), deadline);
        boolean shared = replicas.shared();
        ReplicaSync catchUp = shared ? catchUp(samples.keySet(), lookups, deadline) : ReplicaSync.ALONE;
        samples.forEach((series, sent) -> told.accept(series, judge(series, sent, warmup, lookups, catchUp, deadline)));
        if (shared) {
            store();
        }
    }

    /**
     * Learns samples, of which nobody asks what is to be said of them; the listeners hear it.
     *
     * @param samples of each series, in any order
     * @param deadline by which history has to be read
     */
    public void learn(Map<Series, List<Measurement>> samples, Deadline deadline) {
        each(samples, OptionalInt.empty(), deadline, (_, _) -> {});
    }

    /** The samples of a series that may not be stored yet. */
    public List<Measurement> waiting(Series series) {
        return buffer.pending(series).map(SeriesBatch::samples).orElse(List.of());
    }

    private ReplicaSync catchUp(Set<Series> touched, SeriesLookupCache lookups, Deadline deadline) {
        // Before it is read: what comes to wait meanwhile is not in what is read.
        boolean behind = replicas.behind();
        List<ReplicaSync.Place> places = new ArrayList<>();
        lock.lock();
        try {
            touched.forEach(series -> Optional.ofNullable(states.get(series))
                    .flatMap(SeriesState::place)
                    .ifPresent(places::add));
        } finally {
            lock.unlock();
        }
        return ReplicaSync.read(history.since(), places, lookups, behind, deadline);
    }

    /** Others judge by what is stored, so it is before the answer; what cannot be is stored behind, as they are told. */
    private void store() {
        try {
            buffer.store();
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Samples are stored later: {}", e.getMessage());
        }
    }

    /** Series in memory. */
    public int size() {
        lock.lock();
        try {
            return states.size();
        } finally {
            lock.unlock();
        }
    }

    /** Series dropped to make room, since the process started. */
    public long evicted() {
        return evicted.get();
    }

    private static void prepare(SeriesLookupCache lookups, List<Series> unknown, Deadline deadline) {
        if (unknown.size() > 1) {
            try {
                lookups.prepare(unknown, deadline);
            } catch (DatabaseUnavailableException e) {
                LOG.debug("Series will be looked up one by one: {}", e.getMessage());
            }
        }
    }

    private SeriesVerdicts judge(
            Series series,
            List<Measurement> sent,
            OptionalInt warmup,
            SeriesLookupCache lookups,
            ReplicaSync catchUp,
            Deadline deadline) {
        SeriesState state = enter(series);
        SeriesVerdicts verdicts;
        try {
            verdicts = state.judge(sent, warmup, lookups, catchUp, deadline);
        } finally {
            leave(state);
        }
        listeners.forEach(listener -> listener.judged(series, sent, verdicts));
        return verdicts;
    }

    private boolean holds(Series series) {
        lock.lock();
        try {
            return states.containsKey(series);
        } finally {
            lock.unlock();
        }
    }

    private SeriesState enter(Series series) {
        lock.lock();
        try {
            SeriesState state = states.get(series);
            if (state == null) {
                Series kept = series.sharing(texts::of);
                state = new SeriesState(kept, detectorWarmUp, buffer, replays, ticker);
                states.put(kept, state);
            }
            state.hold();
            if (states.size() > capacity) {
                evict();
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    private void leave(SeriesState state) {
        lock.lock();
        try {
            state.release();
        } finally {
            lock.unlock();
        }
    }

    /** Drops who was not touched for longest. Who is being judged stays, or two detectors would learn one series. */
    private void evict() {
        Iterator<SeriesState> eldest = states.values().iterator();
        while (states.size() > capacity && eldest.hasNext()) {
            if (!eldest.next().held()) {
                eldest.remove();
                evicted.incrementAndGet();
            }
        }
    }
}
