/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.ReadAccess;
import io.aegis.db.TestSchema;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cache of minutes over a real database. */
class MetricHistoryCacheIT {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Series CPU = series("a");
    private static final int CAPACITY = 100;

    private final TestSchema schema = TestSchema.create();
    private final ReadAccess reads = schema.openReadOnly();
    private final SampleStore store = new SampleStore(schema.database(), Clock.systemUTC());
    private final AtomicLong now = new AtomicLong();
    private final List<Measurement> waiting = new ArrayList<>();
    private final MetricHistoryCache cache = new MetricHistoryCache(
            new SampleHistory(reads),
            new MinuteMeans(reads),
            series -> series.equals(CPU) ? List.copyOf(waiting) : List.of(),
            now::get,
            CAPACITY);

    @AfterEach
    void close() {
        reads.close();
        schema.close();
    }

    private static Series series(String pod) {
        return Series.of(MetricType.CPU_USAGE, Map.of("pod", pod));
    }

    private static Measurement at(int seconds, double value) {
        return new Measurement(NOON.plusSeconds(seconds), value);
    }

    private static List<Measurement> minutes(int from, int to, double value) {
        return IntStream.range(from, to)
                .mapToObj(minute -> at(60 * minute, value))
                .toList();
    }

    private void store(List<Measurement> samples) throws Exception {
        store.append(List.of(new SeriesBatch(CPU, OptionalInt.empty(), samples)), TestSchema.ample());
    }

    private boolean prepare(int minute) {
        return cache.prepare(Set.of(CPU), NOON.plusSeconds(60L * minute), TestSchema.ample());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void what_is_stored_is_known_by_the_minute() throws Exception {
        store(minutes(-300, 0, 20));
        store(List.of(at(0, 10), at(20, 10), at(40, 100)));
        assertThat(prepare(0)).isTrue();
        assertThat(cache.at(CPU, NOON)).hasValue(40);
        assertThat(cache.before(CPU, NOON)).hasSize(300).containsOnly(20);
        assertThat(cache.past(CPU, NOON)).isSameAs(cache.past(CPU, NOON));
        assertThat(cache.at(series("unknown"), NOON)).isEmpty();
    }

    @Test
    void what_waits_and_what_is_stored_of_a_minute_are_its_samples_each_once() throws Exception {
        store(List.of(at(0, 10), at(20, 10)));
        waiting.addAll(List.of(at(20, 10), at(40, 100), at(60, 7), at(-60 * (MetricHistoryCache.MINUTES + 1), 5)));
        assertThat(prepare(1)).isTrue();
        assertThat(cache.at(CPU, NOON)).hasValue(40);
        assertThat(cache.at(CPU, NOON.plusSeconds(60))).hasValue(7);
    }

    @Test
    void what_is_sent_is_learned_by_those_who_are_known() {
        cache.learn(CPU, List.of(at(0, 10)));
        assertThat(cache.size()).isZero();
        assertThat(prepare(0)).isTrue();
        cache.learn(CPU, List.of(at(0, 10), at(30, 70)));
        assertThat(cache.at(CPU, NOON)).hasValue(40);
    }

    @Test
    void what_others_store_is_known_within_a_minute_and_where_much_is_known_only_the_end_is_read() throws Exception {
        store(minutes(-300, -1, 20));
        assertThat(prepare(0)).isTrue();
        store(List.of(at(-50, 30), at(-60 * 7, 60)));
        assertThat(prepare(0)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(60))).as("not yet").isEmpty();
        pass(Duration.ofSeconds(60));
        assertThat(prepare(0)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(60))).hasValue(30);
        assertThat(cache.at(CPU, NOON.minusSeconds(60 * 7)))
                .as("not read again")
                .hasValue(20);
    }

    @Test
    void what_comes_a_few_minutes_late_is_known_when_it_always_does_and_soon_when_it_does_not() throws Exception {
        store(minutes(-300, -3, 20));
        assertThat(prepare(0)).isTrue();
        store(minutes(-3, -2, 30));
        pass(Duration.ofSeconds(60));
        assertThat(prepare(1)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(180)))
                .as("three minutes late, as ever")
                .hasValue(30);
        store(minutes(-2, 2, 20));
        pass(Duration.ofSeconds(60));
        assertThat(prepare(2)).isTrue();
        store(List.of(at(-90, 60), at(90, 80)));
        pass(Duration.ofSeconds(60));
        assertThat(prepare(3)).isTrue();
        assertThat(cache.at(CPU, NOON.plusSeconds(60)))
                .as("the last minute was not over")
                .hasValue(50);
        assertThat(cache.at(CPU, NOON.minusSeconds(120))).as("not yet").hasValue(20);
        pass(Duration.ofMinutes(3));
        assertThat(prepare(3)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(120))).hasValue(40);
    }

    @Test
    void few_minutes_are_read_again_the_sooner_the_fewer_they_are() throws Exception {
        store(minutes(-12, 0, 20));
        assertThat(prepare(0)).isTrue();
        store(minutes(-40, -30, 30));
        pass(Duration.ofSeconds(60));
        assertThat(prepare(0)).isTrue();
        assertThat(cache.before(CPU, NOON)).as("not yet").hasSize(12);
        pass(Duration.ofMinutes(2));
        assertThat(prepare(0)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(22);
    }

    @Test
    void a_stretch_is_its_minutes_and_their_samples() throws Exception {
        store(List.of(at(0, 10), at(20, 20), at(130, 7)));
        assertThat(prepare(3)).isTrue();
        assertThat(cache.between(CPU, NOON, NOON.plusSeconds(170))).containsExactly(at(0, 15), at(120, 7));
        assertThat(cache.samples(CPU, NOON, NOON.plusSeconds(170))).isEqualTo(3);
        assertThat(cache.samples(CPU, NOON.plusSeconds(60), NOON.plusSeconds(170)))
                .isEqualTo(1);
        assertThat(cache.samples(series("unknown"), NOON, NOON)).isZero();
    }

    @Test
    void a_past_that_was_empty_is_read_as_a_whole_again() throws Exception {
        assertThat(prepare(0)).isTrue();
        store(minutes(-300, 0, 20));
        pass(Duration.ofSeconds(60));
        assertThat(prepare(0)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(300);
    }

    @Test
    void another_time_is_read_when_somebody_asks_about_it() throws Exception {
        store(minutes(-2_000, -1_900, 20));
        store(minutes(-100, 0, 30));
        assertThat(prepare(0)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(100).containsOnly(30);
        assertThat(prepare(-1_900)).isTrue();
        assertThat(cache.before(CPU, NOON.minusSeconds(60 * 1_900)))
                .hasSize(100)
                .containsOnly(20);
    }

    @Test
    void the_least_recently_used_make_room() throws Exception {
        store(minutes(-10, 0, 20));
        assertThat(prepare(0)).isTrue();
        Set<Series> others = new HashSet<>();
        for (int i = 0; i < CAPACITY; i++) {
            others.add(series("other-" + i));
        }
        assertThat(cache.prepare(others, NOON, TestSchema.ample())).isTrue();
        assertThat(cache.size()).isEqualTo(CAPACITY);
        assertThat(prepare(0)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(10);
    }

    @Test
    void what_cannot_be_read_is_not_known_and_asked_for_again_after_a_while() throws Exception {
        store(minutes(-10, 0, 20));
        assertThat(cache.prepare(Set.of(CPU), NOON, TestSchema.within(Duration.ofNanos(1))))
                .isFalse();
        assertThat(prepare(0)).as("it is left alone for a while").isFalse();
        pass(Duration.ofSeconds(5));
        assertThat(prepare(0)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(10);
    }
}
