/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.series.MetricHistoryCache;
import io.aegis.db.series.SeriesBatch;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.online.scoring.SampleTable;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.memory.SeriesMemory;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** The cache with the memory that tells it what is sent, on tables that can be away. */
abstract class MetricHistoryFixture {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final Series CPU = series("a");
    static final int CAPACITY = 100;

    final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    final SampleTable table = new SampleTable();
    final SampleBuffer buffer = new SampleBuffer(table::append, 10_000);
    final SeriesMemory memory = new SeriesMemory(table, buffer, LeastEffects.standard(), now::get, 10 * CAPACITY);
    final MetricHistoryCache cache = new MetricHistoryCache(table, table, memory::waiting, now::get, CAPACITY);

    @BeforeEach
    void tellTheCache() {
        memory.listen((series, sent, verdicts) -> cache.learn(series, verdicts.fresh(sent)));
    }

    static Series series(String pod) {
        return Series.of(MetricType.CPU_USAGE, Map.of("pod", pod));
    }

    static Measurement at(double seconds, double value) {
        return new Measurement(NOON.plusMillis((long) (1_000 * seconds)), value);
    }

    static List<Measurement> minutes(int from, int to, double value) {
        return IntStream.range(from, to)
                .mapToObj(minute -> at(60.0 * minute, value))
                .toList();
    }

    Deadline soon() {
        return Deadline.after(now::get, Duration.ofSeconds(1));
    }

    boolean prepare(int minute, Series... series) {
        return cache.prepare(Set.of(series), NOON.plusSeconds(60L * minute), soon());
    }

    /** As a request does. */
    void send(Measurement... samples) {
        assertThat(prepare(0, CPU)).isTrue();
        memory.learn(Map.of(CPU, List.of(samples)), soon());
    }

    void others(List<Measurement> samples) throws DatabaseUnavailableException {
        table.append(List.of(new SeriesBatch(CPU, OptionalInt.empty(), samples)));
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Has others take the place of all that is in the cache. */
    void evict() {
        Set<Series> others = new HashSet<>();
        for (int i = 0; i < CAPACITY; i++) {
            others.add(series("other-" + i));
        }
        assertThat(cache.prepare(others, NOON, soon())).isTrue();
        assertThat(cache.size()).isEqualTo(CAPACITY);
        table.asked.clear();
    }

    void assertMean(double mean) {
        assertThat(cache.at(CPU, NOON)).hasValue(mean);
    }
}
