/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.db.series.StoredSeries;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.Assessment;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One series in memory. Its samples are judged one request after the other. Thread-safe. */
final class SeriesState {

    private static final Logger LOG = LoggerFactory.getLogger(SeriesState.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Series series;
    private final DetectorWarmUp detectorWarmUp;
    private final SampleBuffer buffer;
    private final Semaphore replays;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<DetectorWarmUp.Recalled> recalled = Optional.empty();
    private long failedAt;
    private Instant lagging = Instant.EPOCH;
    private long lagsSince;
    private volatile Optional<ReplicaSync.Place> place = Optional.empty();

    /** Requests that hold it; guarded by the lock of the memory. */
    private int holders;

    SeriesState(Series series, DetectorWarmUp detectorWarmUp, SampleBuffer buffer, Semaphore replays, Ticker ticker) {
        this.series = series;
        this.detectorWarmUp = detectorWarmUp;
        this.buffer = buffer;
        this.replays = replays;
        this.ticker = ticker;
        this.lagsSince = ticker.nanos();
    }

    /** As it is remembered. */
    Series series() {
        return series;
    }

    void hold() {
        holders++;
    }

    void release() {
        holders--;
    }

    boolean held() {
        return holders > 0;
    }

    /** Judges samples of any order, and hands those that are new on to be stored. */
    SeriesVerdicts judge(
            List<Measurement> sent,
            OptionalInt warmup,
            SeriesLookupCache lookups,
            ReplicaSync catchUp,
            Deadline deadline) {
        lock.lock();
        try {
            ReplicaSync.Result result = catchUp(catchUp, deadline);
            DetectorWarmUp.Recalled known = known(warmup, lookups, deadline);
            Optional<Instant> alerting = known.watch().alertsSince();
            mark(known, result, lookups, catchUp);
            Assessment[] verdicts = new Assessment[sent.size()];
            List<Integer> late = new ArrayList<>(0);
            int[] order = inTime(sent);
            for (int place : order) {
                Measurement sample = sent.get(place);
                Optional<Assessment> timely = timely(known.watch(), sample);
                if (timely.isPresent()) {
                    verdicts[place] = timely.get();
                } else {
                    late.add(place);
                }
            }
            judgeLate(known, sent, late, verdicts, deadline);
            store(known, sent, order, verdicts);
            HistoryStatus status = known.status() != HistoryStatus.UNREACHABLE && result != ReplicaSync.Result.LEVEL
                    ? HistoryStatus.BEHIND
                    : known.status();
            return SeriesVerdicts.of(
                    Arrays.asList(verdicts),
                    alerting,
                    known.watch().samplesSeen(),
                    status,
                    known.watch().newest());
        } finally {
            lock.unlock();
        }
    }

    /** The places of samples in order of time. */
    private static int[] inTime(List<Measurement> sent) {
        return sent.size() == 1
                ? new int[1]
                : IntStream.range(0, sent.size())
                        .boxed()
                        .sorted((one, other) -> Measurement.IN_TIME.compare(sent.get(one), sent.get(other)))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** From when on others may have stored more; empty as long as nothing is known. Does not wait for who judges. */
    Optional<ReplicaSync.Place> place() {
        return place;
    }

    /** Learns what others stored; forgets all, to learn it anew in order, when they stored something earlier. */
    private ReplicaSync.Result catchUp(ReplicaSync catchUp, Deadline deadline) {
        if (recalled.isEmpty() || place.isEmpty()) {
            return catchUp.behind() ? ReplicaSync.Result.BEHIND : ReplicaSync.Result.LEVEL;
        }
        ReplicaSync.Result result = catchUp.teach(series, recalled.get().watch());
        if (result != ReplicaSync.Result.DISORDERED || !replays.tryAcquire()) {
            return result;
        }
        try {
            recalled = Optional.of(
                    detectorWarmUp.recall(series, recalled.get().warmup(), detectorWarmUp.lookups(), deadline));
            return ReplicaSync.Result.LEVEL;
        } catch (DatabaseUnavailableException e) {
            LOG.debug("What another replica stored is learned later: {}", e.getMessage());
            return result;
        } finally {
            replays.release();
        }
    }

    /** Remembers from when on to look next time: not later than now, and not what may have been missed. */
    private void mark(
            DetectorWarmUp.Recalled known, ReplicaSync.Result result, SeriesLookupCache lookups, ReplicaSync catchUp) {
        Optional<Long> id = place.flatMap(ReplicaSync.Place::id);
        if (id.isEmpty() && (place.isEmpty() || !catchUp.alone())) {
            // Nobody asks for it while no others judge, and it is looked up when they come.
            id = catchUp.id(series).or(() -> lookups.known(series).map(StoredSeries::id));
        }
        Instant newest = known.watch().newest().orElse(Instant.EPOCH);
        Instant since = place.map(ReplicaSync.Place::since).orElse(newest);
        if (result == ReplicaSync.Result.LEVEL && ticker.nanos() - lagsSince > Replicas.LEARNING) {
            // Others may have come since, of whom this process has yet to learn; and what they judge at this moment,
            // they
            // store after it was looked for, though it may be older than what is judged here.
            since = lagging;
            lagging = newest;
            lagsSince = ticker.nanos();
        }
        Instant remembered = known.watch().remembersAfter();
        if (result == ReplicaSync.Result.LEVEL && !catchUp.alone() && since.isBefore(remembered)) {
            since = remembered;
        }
        if (place.isEmpty()
                || !place.get().since().equals(since)
                || !place.get().id().equals(id)) {
            place = Optional.of(new ReplicaSync.Place(series, id, since));
        }
    }

    /** Empty when it is older than what was learned, and not remembered. */
    private static Optional<Assessment> timely(SeriesWatch watch, Measurement sample) {
        boolean late = watch.newest().filter(sample.time()::isBefore).isPresent();
        return late
                ? watch.recall(sample.time(), sample.value())
                : Optional.of(watch.judge(sample.time(), sample.value()));
    }

    private void judgeLate(
            DetectorWarmUp.Recalled known,
            List<Measurement> sent,
            List<Integer> late,
            Assessment[] verdicts,
            Deadline deadline) {
        if (late.isEmpty()) {
            return;
        }
        List<Measurement> samples = late.stream().map(sent::get).toList();
        List<Assessment> judged = replayed(known, samples, deadline)
                .orElseGet(() -> samples.stream()
                        .map(each -> known.watch().judge(each.time(), each.value()))
                        .toList());
        for (int i = 0; i < judged.size(); i++) {
            verdicts[late.get(i)] = judged.get(i);
        }
    }

    /** Empty when the history cannot be read now, or too many others do so. */
    private Optional<List<Assessment>> replayed(
            DetectorWarmUp.Recalled known, List<Measurement> late, Deadline deadline) {
        if (!replays.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(detectorWarmUp.replay(series, known.warmup(), late, deadline));
        } catch (DatabaseUnavailableException e) {
            LOG.debug("Late samples are judged by what is known by now: {}", e.getMessage());
            return Optional.empty();
        } finally {
            replays.release();
        }
    }

    private void store(DetectorWarmUp.Recalled known, List<Measurement> sent, int[] order, Assessment[] verdicts) {
        List<Measurement> fresh = new ArrayList<>(order.length);
        for (int place : order) {
            if (verdicts[place].verdict().standing() != SampleOrder.DUPLICATE) {
                fresh.add(sent.get(place));
            }
        }
        buffer.add(series, known.warmup(), fresh);
    }

    private DetectorWarmUp.Recalled known(OptionalInt warmup, SeriesLookupCache lookups, Deadline deadline) {
        DetectorWarmUp.Recalled known =
                recalled.filter(each -> !worthRecalling(each)).orElseGet(() -> recall(warmup, lookups, deadline));
        recalled = Optional.of(known);
        return known;
    }

    private boolean worthRecalling(DetectorWarmUp.Recalled known) {
        return known.status() == HistoryStatus.UNREACHABLE && ticker.nanos() - failedAt > TRY_AGAIN.toNanos();
    }

    private DetectorWarmUp.Recalled recall(OptionalInt warmup, SeriesLookupCache lookups, Deadline deadline) {
        try {
            return detectorWarmUp.recall(series, warmup, lookups, deadline);
        } catch (DatabaseUnavailableException e) {
            LOG.debug("A series is judged without its history: {}", e.getMessage());
            failedAt = ticker.nanos();
            return recalled.orElseGet(() -> detectorWarmUp.blank(series, warmup, HistoryStatus.UNREACHABLE));
        }
    }
}
