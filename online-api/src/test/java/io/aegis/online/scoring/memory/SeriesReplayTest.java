/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.series.SeriesBatch;
import io.aegis.db.series.SeriesRow;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.online.scoring.SampleTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesReplayTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Series CPU = Series.of(MetricType.CPU_USAGE, Map.of("pod", "a"));
    private static final SeriesRow ROW = new SeriesRow(1, CPU, OptionalInt.empty(), NOON, Optional.empty(), false);

    private final AtomicLong now = new AtomicLong();
    private final SampleTable table = new SampleTable();
    private final SeriesReplay replay = new SeriesReplay(table, LeastEffects.standard(), 0.85);

    private static List<Measurement> usual(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(minute -> new Measurement(
                        minute(minute), 40 + new Random(minute).nextGaussian() + (minute == 350 ? 50 : 0)))
                .toList();
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private Deadline soon() {
        return Deadline.after(now::get, Duration.ofSeconds(1));
    }

    private void store(int minutes) throws Exception {
        table.append(List.of(new SeriesBatch(CPU, OptionalInt.empty(), usual(0, minutes))));
    }

    @Test
    void samples_get_the_verdicts_that_they_got_when_they_came() throws Exception {
        store(400);
        SeriesMemory memory = new SeriesMemory(
                new SampleTable(), new SampleBuffer(_ -> {}, 1_000), LeastEffects.standard(), now::get, 10);
        SeriesVerdicts then = memory.judge(Map.of(CPU, usual(0, 400)), OptionalInt.empty(), soon())
                .values()
                .iterator()
                .next();

        SeriesReplay.Past past = replay.between(ROW, minute(340), minute(360), soon());

        assertThat(past.cut()).isFalse();
        assertThat(past.samples()).extracting(SeriesReplay.Judged::sample).isEqualTo(usual(340, 360));
        assertThat(past.samples())
                .extracting(SeriesReplay.Judged::verdict)
                .isEqualTo(then.verdicts().subList(340, 360));
        assertThat(past.samples())
                .extracting(SeriesReplay.Judged::alert)
                .isEqualTo(then.alerts().subList(340, 360));
    }

    @Test
    void of_a_long_time_the_newest_samples_are_judged() throws Exception {
        store(SeriesReplay.MOST + 10);
        SeriesReplay.Past past = replay.between(ROW, NOON, minute(SeriesReplay.MOST + 5), soon());
        assertThat(past.cut()).isTrue();
        assertThat(past.samples()).hasSize(SeriesReplay.MOST);
        assertThat(past.samples().getLast().sample().time()).isEqualTo(minute(SeriesReplay.MOST + 4));
        assertThat(replay.between(ROW, NOON, minute(SeriesReplay.MOST), soon()).cut())
                .isFalse();
    }

    @Test
    void a_time_without_samples_is_empty_and_the_newest_sample_is_told() throws Exception {
        assertThat(replay.newest(ROW, soon())).isEmpty();
        store(5);
        assertThat(replay.newest(ROW, soon())).contains(minute(4));
        assertThat(replay.between(ROW, minute(5), minute(9), soon()).samples()).isEmpty();
        assertThat(replay.between(ROW, minute(0), minute(4), soon()).samples()).hasSize(4);
    }
}
