/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.series.MetricHistoryCache;
import io.aegis.db.series.MinuteMeans;
import io.aegis.db.series.SeriesBatch;
import io.aegis.monitoring.Series;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What others store is read, again each minute, and around the time that somebody asks about. */
class MetricHistoryReadsTest extends MetricHistoryFixture {

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
    void where_much_is_known_the_last_minutes_are_read_again_after_45_seconds() throws Exception {
        others(minutes(-300, -1, 20));
        assertThat(prepare(0, CPU)).isTrue();
        others(List.of(at(-50, 30), at(-60 * 4, 60), at(-60 * 7, 60), at(65, 9)));
        pass(Duration.ofSeconds(44));
        assertThat(prepare(1, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(60))).as("not yet").isEmpty();
        pass(Duration.ofSeconds(1));
        table.asked.clear();
        assertThat(prepare(1, CPU)).isTrue();
        assertThat(table.asked).containsOnly(Map.entry("find", 1), Map.entry("means", 1));
        assertThat(cache.at(CPU, NOON.minusSeconds(60))).hasValue(30);
        assertThat(cache.at(CPU, NOON.plusSeconds(60))).hasValue(9);
        assertThat(cache.at(CPU, NOON.minusSeconds(60 * 4)))
                .as("late, and not looked for yet")
                .hasValue(20);
        pass(Duration.ofSeconds(30));
        others(List.of(at(125, 5)));
        assertThat(prepare(2, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.plusSeconds(120))).as("not yet").isEmpty();
        pass(Duration.ofMinutes(3));
        assertThat(prepare(1, CPU)).isTrue();
        assertThat(cache.at(CPU, NOON.minusSeconds(60 * 4))).hasValue(40);
        assertThat(cache.at(CPU, NOON.minusSeconds(60 * 7)))
                .as("not read again")
                .hasValue(20);
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
