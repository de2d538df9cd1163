package io.aegis.online.scoring.memory;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.Assessment;
import io.aegis.monitoring.alert.SeriesWatch;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
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

    /** Requests that hold it; guarded by the lock of the memory. */
    private int holders;

    SeriesState(Series series, DetectorWarmUp detectorWarmUp, SampleBuffer buffer, Semaphore replays, Ticker ticker) {
        this.series = series;
        this.detectorWarmUp = detectorWarmUp;
        this.buffer = buffer;
        this.replays = replays;
        this.ticker = ticker;
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
    SeriesVerdicts judge(List<Measurement> sent, OptionalInt warmup, Lookups lookups, Deadline deadline) {
        lock.lock();
        try {
            DetectorWarmUp.Recalled known = known(warmup, lookups, deadline);
            Assessment[] verdicts = new Assessment[sent.size()];
            List<Integer> late = new ArrayList<>();
            int[] order = IntStream.range(0, sent.size())
                    .boxed()
                    .sorted((one, other) -> Measurement.IN_TIME.compare(sent.get(one), sent.get(other)))
                    .mapToInt(Integer::intValue)
                    .toArray();
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
            return SeriesVerdicts.of(Arrays.asList(verdicts), known.watch().samplesSeen(), known.status());
        } finally {
            lock.unlock();
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
        List<Measurement> fresh = new ArrayList<>();
        for (int place : order) {
            if (verdicts[place].verdict().standing() != SampleOrder.DUPLICATE) {
                fresh.add(sent.get(place));
            }
        }
        buffer.add(series, known.warmup(), fresh);
    }

    private DetectorWarmUp.Recalled known(OptionalInt warmup, Lookups lookups, Deadline deadline) {
        DetectorWarmUp.Recalled known =
                recalled.filter(each -> !worthRecalling(each)).orElseGet(() -> recall(warmup, lookups, deadline));
        recalled = Optional.of(known);
        return known;
    }

    private boolean worthRecalling(DetectorWarmUp.Recalled known) {
        return known.status() == HistoryStatus.UNREACHABLE && ticker.nanos() - failedAt > TRY_AGAIN.toNanos();
    }

    private DetectorWarmUp.Recalled recall(OptionalInt warmup, Lookups lookups, Deadline deadline) {
        try {
            return detectorWarmUp.recall(series, warmup, lookups, deadline);
        } catch (DatabaseUnavailableException e) {
            LOG.debug("A series is judged without its history: {}", e.getMessage());
            failedAt = ticker.nanos();
            return recalled.orElseGet(() -> detectorWarmUp.blank(series, warmup, HistoryStatus.UNREACHABLE));
        }
    }
}
