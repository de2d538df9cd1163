/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.series.MetricHistoryCache;
import io.aegis.db.series.MinuteMeans;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is sent is known at once, stored or not, and counts once. */
class MetricHistoryCacheTest extends MetricHistoryFixture {

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
    void samples_that_wait_from_another_time_are_left_out() {
        memory.learn(Map.of(CPU, minutes(-MetricHistoryCache.MINUTES - 1, 3, 20)), soon());
        assertThat(prepare(0, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(60L * (MetricHistoryCache.MINUTES - 1))))
                .hasValue(20);
        assertThat(cache.at(CPU, NOON)).hasValue(20);
        assertThat(cache.at(CPU, NOON.plusSeconds(60))).isEmpty();
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
}
