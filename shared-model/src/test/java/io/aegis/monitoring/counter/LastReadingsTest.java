/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LastReadingsTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant LONG_AGO = NOON.minusSeconds(86_400);
    private static final CounterId ID = new CounterId(1, 2);

    private final LastReadings memory = new LastReadings(10_000);

    private Optional<CounterGrowth> read(Instant started, int second, double... values) {
        return memory.grown(ID, new CounterReading(Optional.of(started), NOON.plusSeconds(second), values));
    }

    @Test
    void a_counter_grew_by_what_it_shows_more() {
        assertThat(read(LONG_AGO, 0, 100, 10)).isEmpty();

        CounterGrowth growth = read(LONG_AGO, 15, 130, 16).orElseThrow();

        assertThat(growth.from()).isEqualTo(NOON);
        assertThat(growth.until()).isEqualTo(NOON.plusSeconds(15));
        assertThat(growth.seconds()).isEqualTo(15);
        assertThat(growth.values()).containsExactly(30, 6);
        assertThat(growth.total()).isEqualTo(36);
    }

    @Test
    void a_process_that_started_anew_counted_all_it_shows_since() {
        read(LONG_AGO, 0, 100);

        CounterGrowth growth = read(NOON.plusSeconds(5), 15, 120).orElseThrow();

        assertThat(growth.values()).containsExactly(120);
        assertThat(growth.seconds()).isEqualTo(10);
    }

    @Test
    void a_count_that_fell_began_anew_also_without_a_start() {
        memory.grown(ID, new CounterReading(Optional.empty(), NOON, new double[] {100}));

        CounterGrowth growth = memory.grown(
                        ID, new CounterReading(Optional.empty(), NOON.plusSeconds(10), new double[] {7}))
                .orElseThrow();

        assertThat(growth.values()).containsExactly(7);
        assertThat(growth.seconds()).isEqualTo(10);
    }

    @Test
    void the_first_reading_of_a_process_that_has_just_started_counts() {
        assertThat(read(NOON.minusSeconds(30), 0, 60).orElseThrow().seconds()).isEqualTo(30);
    }

    @Test
    void what_is_not_newer_or_after_a_long_gap_says_nothing() {
        read(LONG_AGO, 60, 100);

        assertThat(read(LONG_AGO, 60, 100)).isEmpty();
        assertThat(read(LONG_AGO, 30, 90)).isEmpty();
        assertThat(read(LONG_AGO, 60 + 601, 500)).isEmpty();
        assertThat(read(LONG_AGO, 60 + 611, 510).orElseThrow().values()).containsExactly(10);
    }

    @Test
    void other_buckets_are_another_counter() {
        read(LONG_AGO, 0, 1, 2, 3);

        assertThat(read(LONG_AGO, 10, 5, 6)).isEmpty();
        assertThat(read(LONG_AGO, 20, 6, 6).orElseThrow().values()).containsExactly(1, 0);
    }

    @Test
    void those_silent_for_longest_are_forgotten() {
        LastReadings small = new LastReadings(63);
        for (int id = 0; id < 100; id++) {
            small.grown(new CounterId(id, 0), new CounterReading(Optional.empty(), NOON, new double[] {id}));
        }

        assertThat(small.size()).isEqualTo(3);
        assertThat(small.grown(
                        new CounterId(99, 0),
                        new CounterReading(Optional.empty(), NOON.plusSeconds(1), new double[] {100})))
                .isPresent();
    }

    @Test
    void ids_tell_names_and_labels_apart() {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("a", "bc");
        CounterId id = CounterId.of("n", labels);
        labels.clear();
        labels.put("ab", "c");

        assertThat(CounterId.of("n", labels)).isNotEqualTo(id);
        assertThat(CounterId.of("n", labels)).isEqualTo(CounterId.of("n", new TreeMap<>(labels)));
        assertThat(CounterId.of("m", labels)).isNotEqualTo(CounterId.of("n", labels));
    }

    @Test
    void growth_takes_time() {
        assertThatThrownBy(() -> new CounterGrowth(NOON, NOON, new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
