/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that judge the same series, in a real database. */
class ReplicasIT {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final TestSchema schema = TestSchema.create();
    private final ReplicaRegister register = new ReplicaRegister(schema.database());
    private final SampleStore store = new SampleStore(schema.database(), Clock.systemUTC());
    private final SampleHistory history = new SampleHistory(schema.database());
    private final SamplesSince since = new SamplesSince(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private static Series series(int number) {
        return Series.of(MetricType.DISK_IO, Map.of("host", "h" + number));
    }

    private static List<Measurement> minutes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Measurement(START.plusSeconds(60L * i), i))
                .toList();
    }

    private List<SamplesSince.Mark> marks(int series, int minute) throws Exception {
        Map<Series, StoredSeries> found = history.find(
                IntStream.range(0, series).mapToObj(ReplicasIT::series).toList(), TestSchema.ample());
        List<SamplesSince.Mark> marks = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            StoredSeries stored = found.get(series(i));
            assertThat(stored).isNotNull();
            marks.add(new SamplesSince.Mark(stored.id(), START.plusSeconds(60L * minute)));
        }
        return marks;
    }

    private void store(int series, List<Measurement> samples) throws Exception {
        store.append(
                IntStream.range(0, series)
                        .mapToObj(i -> new SeriesBatch(series(i), OptionalInt.empty(), samples))
                        .toList(),
                TestSchema.ample());
    }

    @Test
    void each_sees_the_others_and_what_they_have_not_stored() throws Exception {
        assertThat(register.beat(ONE, 3, TestSchema.ample())).isEmpty();
        assertThat(register.beat(OTHER, 0, TestSchema.ample())).containsExactly(new ReplicaRegister.Replica(ONE, 3));
        assertThat(register.beat(ONE, 0, TestSchema.ample())).containsExactly(new ReplicaRegister.Replica(OTHER, 0));
        assertThat(register.beat(OTHER, 0, TestSchema.ample())).containsExactly(new ReplicaRegister.Replica(ONE, 0));

        register.end(ONE, TestSchema.ample());

        assertThat(register.beat(OTHER, 0, TestSchema.ample())).isEmpty();
    }

    @Test
    void who_is_silent_counts_as_gone_and_is_removed() throws Exception {
        register.beat(ONE, 0, TestSchema.ample());
        schema.change("UPDATE scoring_replica SET beat_at = beat_at - INTERVAL 11 SECOND");
        assertThat(register.beat(OTHER, 0, TestSchema.ample())).isEmpty();

        schema.change("UPDATE scoring_replica SET beat_at = beat_at - INTERVAL 1 HOUR");
        register.end(OTHER, TestSchema.ample());
        assertThat(schema.value("SELECT COUNT(*) FROM scoring_replica")).isEqualTo("0");
    }

    @Test
    void samples_since_a_moment_are_read_for_any_number_of_series() throws Exception {
        store(150, minutes(0, 5));

        for (int count : new int[] {1, 64, 150}) {
            List<SamplesSince.Mark> marks = marks(count, 3);
            SamplesSince.Stored stored = since.read(marks, TestSchema.ample());
            assertThat(stored.cut()).isEmpty();
            assertThat(marks)
                    .allSatisfy(mark -> assertThat(stored.of(mark.series())).isEqualTo(minutes(3, 5)));
        }
        assertThat(since.read(marks(2, 9), TestSchema.ample()).samples()).isEmpty();
        assertThat(since.read(List.of(), TestSchema.ample()).samples()).isEmpty();
    }

    @Test
    void more_than_can_be_read_is_told() throws Exception {
        store(1, minutes(0, SamplesSince.MOST));

        assertThat(since.read(marks(1, 1), TestSchema.ample()).cut()).isEmpty();
        SamplesSince.Stored stored = since.read(marks(1, 0), TestSchema.ample());
        assertThat(stored.cut()).hasSize(1);
        assertThat(stored.samples()).isEmpty();
    }
}
