/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.series.MetricHistoryCache;
import io.aegis.db.series.MinuteMeans;
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
import org.junit.jupiter.api.Test;

/** With the memory that tells the cache what is sent, on tables that can be away. */
class MetricHistoryCacheTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Series CPU = series("a");
    private static final int CAPACITY = 100;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final SampleTable table = new SampleTable();
    private final SampleBuffer buffer = new SampleBuffer(table::append, 10_000);
    private final SeriesMemory memory =
            new SeriesMemory(table, buffer, LeastEffects.standard(), now::get, 10 * CAPACITY);
    private final MetricHistoryCache cache = new MetricHistoryCache(table, table, memory::waiting, now::get, CAPACITY);

    @BeforeEach
    void tellTheCache() {
        memory.listen((series, sent, verdicts) -> cache.learn(series, verdicts.fresh(sent)));
    }

    private static Series series(String pod) {
        return Series.of(MetricType.CPU_USAGE, Map.of("pod", pod));
    }

    private static Measurement at(double seconds, double value) {
        return new Measurement(NOON.plusMillis((long) (1_000 * seconds)), value);
    }

    private static List<Measurement> minutes(int from, int to, double value) {
        return IntStream.range(from, to)
                .mapToObj(minute -> at(60.0 * minute, value))
                .toList();
    }

    private Deadline soon() {
        return Deadline.after(now::get, Duration.ofSeconds(1));
    }

    private boolean prepare(int minute, Series... series) {
        return cache.prepare(Set.of(series), NOON.plusSeconds(60L * minute), soon());
    }

    /** As a request does. */
    private void send(Measurement... samples) {
        assertThat(prepare(0, CPU)).isTrue();
        memory.learn(Map.of(CPU, List.of(samples)), soon());
    }

    private void others(List<Measurement> samples) throws DatabaseUnavailableException {
        table.append(List.of(new SeriesBatch(CPU, OptionalInt.empty(), samples)));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Has others take the place of all that is in the cache. */
    private void evict() {
        Set<Series> others = new HashSet<>();
        for (int i = 0; i < CAPACITY; i++) {
            others.add(series("other-" + i));
        }
        assertThat(cache.prepare(others, NOON, soon())).isTrue();
        assertThat(cache.size()).isEqualTo(CAPACITY);
        table.asked.clear();
    }

    private void assertMean(double mean) {
        assertThat(cache.at(CPU, NOON)).hasValue(mean);
    }

    @Test
    void a_minute_is_the_mean_of_all_its_samples_however_many_requests_sent_them() throws Exception {
        send(at(0, 10));
        send(at(20, 10));
        send(at(40, 100));
        assertMean(40);

        buffer.flush();
        assertThat(table.between(List.of(1L), NOON, NOON.plusSeconds(60), soon()))
                .extracting(MinuteMeans.Mean::mean)
                .containsExactly(40.0);
        evict();
        assertThat(prepare(0, CPU)).isTrue();
        assertMean(40);
    }

    @Test
    void one_request_or_three_make_no_difference() {
        send(at(0, 10), at(20, 10), at(40, 100), at(60, 7));
        assertMean(40);
        assertThat(cache.at(CPU, NOON.plusSeconds(60))).hasValue(7);
    }

    @Test
    void a_sample_that_is_sent_again_counts_once() {
        send(at(0, 10));
        send(at(20, 10));
        send(at(0, 10), at(20, 10));
        send(at(40, 100));
        assertMean(40);
    }

    @Test
    void what_was_evicted_comes_back_with_what_still_waits_to_be_stored() throws Exception {
        send(at(0, 10));
        send(at(20, 10));
        buffer.flush();
        send(at(40, 100));
        evict();
        assertThat(prepare(0, CPU)).isTrue();
        assertMean(40);
        assertThat(table.asked).containsEntry("between", 1);
    }

    @Test
    void what_is_stored_while_it_is_read_counts_once() throws Exception {
        send(at(0, 10));
        send(at(20, 10));
        buffer.flush();
        send(at(40, 100));
        evict();
        table.meanwhile = () -> {
            try {
                buffer.flush();
            } catch (DatabaseUnavailableException e) {
                throw new AssertionError(e);
            }
        };
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(buffer.depth()).isZero();
        assertMean(40);
    }

    @Test
    void samples_that_were_sent_to_be_judged_are_known_too() {
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(memory.judge(Map.of(CPU, List.of(at(0, 10), at(30, 70))), OptionalInt.empty(), soon()))
                .hasSize(1);
        assertMean(40);
    }

    @Test
    void a_past_that_was_just_sent_is_known_before_it_is_stored() {
        memory.learn(Map.of(CPU, minutes(-300, 0, 20)), soon());
        assertThat(buffer.depth()).isEqualTo(300);
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(300).containsOnly(20);
        assertThat(table.asked).doesNotContainKey("between");
    }

    @Test
    void a_past_that_is_sent_after_somebody_asked_is_known_at_once() {
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.before(CPU, NOON)).isEmpty();
        memory.learn(Map.of(CPU, minutes(-300, 0, 20)), soon());
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(300);
    }

    @Test
    void a_past_that_others_store_is_known_within_a_minute() throws Exception {
        assertThat(prepare(0, CPU)).isTrue();
        others(minutes(-300, 0, 20));
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.before(CPU, NOON)).isEmpty();
        pass(Duration.ofSeconds(60));
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(300);
        assertThat(cache.past(CPU, NOON)).isSameAs(cache.past(CPU, NOON));
    }

    @Test
    void where_much_is_known_the_last_minutes_are_read_again_every_minute() throws Exception {
        others(minutes(-300, -1, 20));
        assertThat(prepare(0, CPU)).isTrue();
        others(List.of(at(-50, 30), at(-60 * 5, 60), at(-60 * 7, 60), at(65, 9)));
        pass(Duration.ofSeconds(59));
        assertThat(prepare(1, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(60))).as("not yet").isEmpty();
        pass(Duration.ofSeconds(1));
        table.asked.clear();
        assertThat(prepare(1, CPU)).isTrue();
        assertThat(table.asked).containsOnly(Map.entry("find", 1), Map.entry("means", 1));
        assertThat(cache.at(CPU, NOON.minusSeconds(60))).hasValue(30);
        assertThat(cache.at(CPU, NOON.plusSeconds(60))).hasValue(9);
        assertThat(cache.at(CPU, NOON.minusSeconds(60 * 5))).hasValue(40);
        assertThat(cache.at(CPU, NOON.minusSeconds(60 * 7)))
                .as("not read again")
                .hasValue(20);
        pass(Duration.ofSeconds(30));
        others(List.of(at(125, 5)));
        assertThat(prepare(2, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.plusSeconds(120))).as("not yet").isEmpty();
    }

    @Test
    void what_others_store_of_a_minute_does_not_lose_what_was_sent_here() throws Exception {
        send(at(0, 10));
        send(at(20, 20));
        others(List.of(at(40, 90)));
        pass(Duration.ofSeconds(60));
        assertThat(prepare(0, CPU)).isTrue();
        assertMean(15);
        buffer.flush();
        pass(Duration.ofSeconds(60));
        assertThat(prepare(0, CPU)).isTrue();
        assertMean(40);
    }

    @Test
    void another_time_is_read_when_somebody_asks_about_it() throws Exception {
        others(minutes(-2_000, -1_900, 20));
        others(minutes(-100, 0, 30));
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(100).containsOnly(30);
        assertThat(prepare(-1_900, CPU)).isTrue();
        assertThat(cache.before(CPU, NOON.minusSeconds(60 * 1_900)))
                .hasSize(100)
                .containsOnly(20);
        others(minutes(500, 501, 40));
        assertThat(prepare(2_000, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.plusSeconds(60 * 500)))
                .as("too long before")
                .isEmpty();
        assertThat(prepare(900, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.plusSeconds(60 * 500))).hasValue(40);
    }

    /** What is read again goes on from what was read before, and does not hide that something before it never was. */
    @Test
    void what_was_read_grows_at_its_end() throws Exception {
        others(minutes(-1_000, 0, 20));
        assertThat(prepare(0, CPU)).isTrue();
        pass(Duration.ofSeconds(60));
        assertThat(prepare(1, CPU)).isTrue();
        table.asked.clear();
        assertThat(prepare(0, CPU)).as("all of it is known").isTrue();
        assertThat(prepare(1, CPU)).isTrue();
        assertThat(table.asked).isEmpty();
        assertThat(prepare(-MetricHistoryCache.MINUTES, CPU)).isTrue();
        assertThat(table.asked).as("another time").containsKey("means");
        table.asked.clear();
        assertThat(prepare(1, CPU)).as("and back").isTrue();
        assertThat(table.asked).containsKey("means");
    }

    @Test
    void samples_that_wait_from_another_time_are_left_out() {
        memory.learn(Map.of(CPU, minutes(-MetricHistoryCache.MINUTES - 1, 3, 20)), soon());
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(60L * (MetricHistoryCache.MINUTES - 1))))
                .hasValue(20);
        assertThat(cache.at(CPU, NOON)).hasValue(20);
        assertThat(cache.at(CPU, NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void while_the_database_is_away_it_says_so_every_time_and_asks_again_after_five_seconds() throws Exception {
        others(minutes(-300, 0, 20));
        Series known = series("known");
        assertThat(prepare(0, known)).isTrue();
        table.away = true;
        table.asked.clear();
        assertThat(prepare(0, CPU)).isFalse();
        assertThat(prepare(0, CPU)).isFalse();
        assertThat(prepare(0, CPU, known)).isFalse();
        assertThat(table.asked).containsOnly(Map.entry("find", 1));
        assertThat(prepare(0, known)).as("nothing more is to be read of it").isTrue();

        pass(Duration.ofMillis(4_999));
        assertThat(prepare(0, CPU)).isFalse();
        assertThat(table.asked).containsOnly(Map.entry("find", 1));
        pass(Duration.ofMillis(1));
        assertThat(prepare(0, CPU)).isFalse();
        assertThat(table.asked).containsOnly(Map.entry("find", 2));
        table.away = false;
        pass(Duration.ofSeconds(5));
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.before(CPU, NOON)).hasSize(300);
        assertThat(prepare(0, series("next"))).as("asks at once again").isTrue();
    }

    @Test
    void what_waits_is_known_also_while_the_database_is_away() {
        memory.learn(Map.of(CPU, minutes(-10, 0, 20)), soon());
        table.away = true;
        assertThat(prepare(0, CPU)).isFalse();
        assertThat(cache.before(CPU, NOON)).hasSize(10);
    }

    @Test
    void samples_of_series_that_nobody_asks_about_take_no_room() {
        memory.learn(Map.of(CPU, minutes(-10, 0, 20)), soon());
        assertThat(cache.size()).isZero();
    }

    @Test
    void the_least_recently_used_are_evicted() {
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(prepare(0, series("" + i))).isTrue();
        }
        assertThat(cache.at(series("0"), NOON)).isEmpty();
        assertThat(prepare(0, series("new"))).isTrue();
        table.asked.clear();
        assertThat(prepare(0, series("0"), series("2"), series("new"))).isTrue();
        assertThat(table.asked).isEmpty();
        assertThat(prepare(0, series("1"))).isTrue();
        assertThat(table.asked).containsKey("find");
        assertThat(cache.size()).isEqualTo(CAPACITY);
    }

    @Test
    void many_series_are_read_in_as_few_questions_as_can_be() throws Exception {
        Set<Series> all = new HashSet<>();
        for (int i = 0; i < MinuteMeans.MAX_SERIES + 1; i++) {
            all.add(series("" + i));
            table.append(List.of(new SeriesBatch(series("" + i), OptionalInt.empty(), minutes(-2, 0, i))));
        }
        table.asked.clear();
        assertThat(cache.prepare(all, NOON, soon())).isTrue();
        assertThat(table.asked).containsOnly(Map.entry("find", 1), Map.entry("means", 2));
        for (int i = 0; i < MinuteMeans.MAX_SERIES + 1; i++) {
            assertThat(cache.before(series("" + i), NOON)).containsExactly(i, i);
        }
    }
}
