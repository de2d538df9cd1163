/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.online.scoring.SampleTable;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A memory of series on virtual time, over tables that can be away. */
abstract class RememberedSeries {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final Series A = series("a");
    static final Series B = series("b");
    static final Series C = series("c");

    final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    final SampleTable table = new SampleTable();
    final SampleBuffer buffer = new SampleBuffer(table::append, 100_000);
    final SeriesMemory memory = remembering(100);

    SeriesMemory remembering(int capacity) {
        return new SeriesMemory(table, buffer, LeastEffects.standard(), now::get, capacity);
    }

    static Series series(String pod) {
        return Series.of(MetricType.CPU_USAGE, Map.of("pod", pod));
    }

    static Measurement at(double minute, double value) {
        return new Measurement(NOON.plusMillis((long) (minute * 60_000)), value);
    }

    static List<Measurement> usual(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(minute -> at(minute, 40 + new Random(minute).nextGaussian()))
                .toList();
    }

    Deadline soon() {
        return Deadline.after(now::get, Duration.ofSeconds(1));
    }

    SeriesVerdicts judge(SeriesMemory by, Series series, List<Measurement> samples) {
        return by.judge(Map.of(series, samples), OptionalInt.empty(), soon()).getOrDefault(series, NOTHING);
    }

    static final SeriesVerdicts NOTHING =
            new SeriesVerdicts(List.of(), List.of(), Optional.empty(), 0, HistoryStatus.NEW, Optional.empty());

    SeriesVerdicts judge(Series series, Measurement... samples) {
        return judge(memory, series, List.of(samples));
    }

    void flush() {
        try {
            buffer.flush();
        } catch (DatabaseUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    static List<SampleOrder> orders(SeriesVerdicts verdicts) {
        return verdicts.verdicts().stream().map(Verdict::standing).toList();
    }

    static List<Double> scores(SeriesVerdicts verdicts) {
        return verdicts.verdicts().stream().map(Verdict::rawScore).toList();
    }
}
