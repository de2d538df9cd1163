/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.series.SeriesBatch;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleBufferTest {

    private static final Series ONE = Series.of(MetricType.CPU_USAGE, Map.of("pod", "1"));
    private static final Series TWO = Series.of(MetricType.CPU_USAGE, Map.of("pod", "2"));

    private static List<Measurement> samples(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Measurement(Instant.ofEpochSecond(i), i))
                .toList();
    }

    private static List<Measurement> pending(SampleBuffer buffer, Series series) {
        return buffer.pending(series).map(SeriesBatch::samples).orElse(List.of());
    }

    @Test
    void batches_are_bounded_and_nothing_is_lost_between_them() throws Exception {
        List<Measurement> written = new ArrayList<>();
        AtomicInteger largest = new AtomicInteger();
        SampleBuffer buffer = new SampleBuffer(
                batches -> {
                    largest.accumulateAndGet(
                            batches.stream()
                                    .mapToInt(each -> each.samples().size())
                                    .sum(),
                            Math::max);
                    batches.forEach(each -> written.addAll(each.samples()));
                },
                100_000);
        buffer.add(ONE, OptionalInt.of(7), samples(0, 12_000));
        buffer.add(TWO, OptionalInt.empty(), samples(12_000, 12_010));
        assertThat(buffer.pending(ONE).orElseThrow().warmup()).hasValue(7);
        buffer.flush();

        assertThat(largest).hasValue(SampleBuffer.AT_ONCE);
        assertThat(written).containsExactlyInAnyOrderElementsOf(samples(0, 12_010));
        assertThat(buffer.depth()).isZero();
        assertThat(buffer.stored()).isEqualTo(12_010);
        assertThat(buffer.pending(ONE)).isEmpty();
    }

    @Test
    void who_has_to_know_that_it_is_stored_does_not_try_again_what_failed_last() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        AtomicBoolean away = new AtomicBoolean();
        SampleBuffer buffer = new SampleBuffer(
                batches -> {
                    tries.incrementAndGet();
                    if (away.get()) {
                        throw new DatabaseUnavailableException("away");
                    }
                },
                10);
        buffer.store();
        assertThat(tries).hasValue(0);
        buffer.add(ONE, OptionalInt.empty(), samples(0, 2));
        buffer.store();
        assertThat(buffer.depth()).isZero();
        away.set(true);
        buffer.add(ONE, OptionalInt.empty(), samples(2, 4));
        assertThatThrownBy(buffer::store).isInstanceOf(DatabaseUnavailableException.class);
        buffer.store();
        assertThat(tries).hasValue(2);
        assertThat(buffer.depth()).isEqualTo(2);
    }

    @Test
    void what_finds_no_room_is_dropped_and_counted() {
        SampleBuffer buffer = new SampleBuffer(batches -> {}, 10);
        buffer.add(ONE, OptionalInt.empty(), samples(0, 8));
        buffer.add(TWO, OptionalInt.empty(), samples(0, 8));

        assertThat(pending(buffer, ONE)).isEqualTo(samples(0, 8));
        assertThat(pending(buffer, TWO)).isEqualTo(samples(0, 2));
        assertThat(buffer.dropped()).isEqualTo(6);
        assertThat(buffer.depth()).isEqualTo(10);
    }

    @Test
    void what_the_database_does_not_take_waits_in_its_order_and_stays_known() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        List<Measurement> written = new ArrayList<>();
        SampleBuffer[] self = new SampleBuffer[1];
        SampleBuffer buffer = new SampleBuffer(
                batches -> {
                    assertThat(pending(self[0], ONE))
                            .as("known while in flight")
                            .isNotEmpty();
                    if (down.get()) {
                        self[0].add(ONE, OptionalInt.empty(), samples(5, 8));
                        throw new DatabaseUnavailableException("down");
                    }
                    batches.forEach(each -> written.addAll(each.samples()));
                },
                100);
        self[0] = buffer;
        buffer.add(ONE, OptionalInt.empty(), samples(0, 5));

        assertThatThrownBy(buffer::flush).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(pending(buffer, ONE)).isEqualTo(samples(0, 8));
        down.set(false);
        buffer.flush();
        assertThat(written).isEqualTo(samples(0, 8));
        assertThat(buffer.depth()).isZero();
    }

    @Test
    void who_waits_for_room_gets_it_when_others_are_written_and_not_from_a_database_that_is_down() throws Exception {
        AtomicBoolean down = new AtomicBoolean();
        SampleBuffer buffer = new SampleBuffer(
                batches -> {
                    if (down.get()) {
                        throw new DatabaseUnavailableException("down");
                    }
                },
                10);
        buffer.add(ONE, OptionalInt.empty(), samples(0, 8));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> waiting = threads.submit(() -> {
                buffer.awaitRoom(5, Duration.ofMinutes(1));
                return buffer.depth();
            });
            buffer.flush();
            assertThat(waiting.get()).isZero();
        }
        down.set(true);
        buffer.add(ONE, OptionalInt.empty(), samples(0, 8));
        assertThatThrownBy(buffer::flush).isInstanceOf(DatabaseUnavailableException.class);
        buffer.awaitRoom(5, Duration.ofMinutes(1));
        assertThat(buffer.depth()).isEqualTo(8);
    }
}
