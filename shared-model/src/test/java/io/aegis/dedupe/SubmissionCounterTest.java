/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.dedupe.SubmissionCounter.Repeats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SubmissionCounterTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void repeats_are_added_up_and_handed_on_once() {
        List<List<Repeats>> batches = new ArrayList<>();
        SubmissionCounter counter = new SubmissionCounter(batches::add, 10);

        assertThat(counter.count(ONE, NOON)).hasValue(1);
        assertThat(counter.count(ONE, NOON.plusSeconds(2))).hasValue(2);
        assertThat(counter.count(ONE, NOON.plusSeconds(1))).hasValue(3);
        assertThat(counter.count(TWO, NOON)).hasValue(1);
        assertThat(counter.pendingRows()).isEqualTo(2);
        assertThat(counter.flush()).isTrue();
        assertThat(counter.flush()).isTrue();

        assertThat(batches).hasSize(1);
        assertThat(batches.getFirst())
                .containsExactlyInAnyOrder(new Repeats(ONE, 3, NOON.plusSeconds(2)), new Repeats(TWO, 1, NOON));
        assertThat(counter.pendingRows()).isZero();
    }

    @Test
    void what_the_sink_does_not_take_is_kept() {
        List<List<Repeats>> batches = new ArrayList<>();
        boolean[] up = {false};
        SubmissionCounter counter = new SubmissionCounter(batch -> up[0] && batches.add(batch), 10);
        counter.count(ONE, NOON);

        assertThat(counter.flush()).isFalse();
        counter.count(ONE, NOON);
        up[0] = true;
        assertThat(counter.flush()).isTrue();

        assertThat(batches).containsExactly(List.of(new Repeats(ONE, 2, NOON)));
    }

    @Test
    void repeats_counted_during_a_flush_wait_for_the_next_one() {
        List<List<Repeats>> batches = new ArrayList<>();
        SubmissionCounter[] counter = new SubmissionCounter[1];
        counter[0] = new SubmissionCounter(
                batch -> {
                    if (batches.isEmpty()) {
                        counter[0].count(ONE, NOON.plusSeconds(5));
                    }
                    return batches.add(batch);
                },
                10);
        counter[0].count(ONE, NOON);

        counter[0].flush();
        counter[0].flush();

        assertThat(batches)
                .containsExactly(List.of(new Repeats(ONE, 1, NOON)), List.of(new Repeats(ONE, 1, NOON.plusSeconds(5))));
    }

    @Test
    void a_full_counter_takes_no_new_row_but_still_counts_the_ones_it_has() {
        SubmissionCounter counter = new SubmissionCounter(batch -> false, 1);

        assertThat(counter.count(ONE, NOON)).hasValue(1);
        assertThat(counter.count(TWO, NOON)).isEmpty();
        assertThat(counter.count(ONE, NOON)).hasValue(2);
    }

    @Test
    void no_repeat_is_lost_or_counted_twice_while_flushes_race_with_counting() throws Exception {
        Map<UUID, Long> stored = new ConcurrentHashMap<>();
        SubmissionCounter counter = new SubmissionCounter(
                batch -> {
                    batch.forEach(repeats -> stored.merge(repeats.row(), repeats.count(), Long::sum));
                    return true;
                },
                10);
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                done.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < 5_000; i++) {
                        counter.count(i % 2 == 0 ? ONE : TWO, NOON);
                        if (i % 100 == 0) {
                            counter.flush();
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> future : done) {
                future.get();
            }
        }
        counter.flush();

        assertThat(new HashMap<>(stored)).isEqualTo(Map.of(ONE, 20_000L, TWO, 20_000L));
    }
}
