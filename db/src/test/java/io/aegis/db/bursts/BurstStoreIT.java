/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.overview.TrendDimension;
import io.aegis.monitoring.burst.FeedbackBurst;
import io.aegis.storage.Metadata;
import io.aegis.topics.DepartmentRouting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BurstStoreIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final SeriesName BILLING = SeriesName.ofTexts(TrendDimension.TOPIC, "Billing");

    private final TestSchema schema = TestSchema.create();
    private final BurstStore store = new BurstStore(schema.database(), schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private static StoredBurst burst(long observed, Instant seen) {
        return new StoredBurst(BILLING, FeedbackBurst.ofTexts(TEN, observed, 6, 14), Optional.empty(), seen);
    }

    @Test
    void a_burst_goes_on_until_it_is_over_or_nobody_judges_it_any_more() throws Exception {
        Instant later = TEN.plus(Duration.ofMinutes(10));
        store.note(List.of(burst(30, TEN)), List.of(), TEN, TestSchema.ample());
        store.note(List.of(burst(41, later)), List.of(), later, TestSchema.ample());
        assertThat(store.current(later, TestSchema.ample())).containsExactly(burst(41, later));
        assertThat(store.current(later.plus(BurstStore.STALE).plusSeconds(1), TestSchema.ample()))
                .isEmpty();
        assertThat(store.open(TestSchema.ample())).hasSize(1);

        store.note(List.of(), List.of(BILLING), later, TestSchema.ample());
        assertThat(store.open(TestSchema.ample())).isEmpty();
        assertThat(store.purge(TEN, 10, TestSchema.ample())).isZero();
        assertThat(store.purge(later.plusSeconds(1), 10, TestSchema.ample())).isOne();
    }

    @Test
    void texts_are_counted_in_spans_of_five_minutes() throws Exception {
        MariaDbFeedbackStore feedback = new MariaDbFeedbackStore(
                schema.database(), new Alerts(List.of(), UUID::randomUUID), UUID::randomUUID, Clock.systemUTC());
        for (long second : new long[] {-1, 0, 299, 300, 899, 900}) {
            feedback.store(
                    Samples.feedback("text " + second, Samples.BILLING, TEN.plusSeconds(second)), TestSchema.ample());
        }
        assertThat(new BurstCounts(schema.database())
                        .read(
                                TrendDimension.TOPIC,
                                DepartmentRouting.BUILT_IN,
                                TEN,
                                TEN.plusSeconds(900),
                                TestSchema.ample()))
                .isEqualTo(Map.of(BILLING, Map.of(0, new Came(2, 2, 0), 1, new Came(1, 1, 0), 2, new Came(1, 1, 0))));
    }

    @Test
    void texts_that_come_more_than_an_hour_late_count_when_they_happened() throws Exception {
        MariaDbFeedbackStore feedback = new MariaDbFeedbackStore(
                schema.database(), new Alerts(List.of(), UUID::randomUUID), UUID::randomUUID, Clock.systemUTC());
        for (long minutes : new long[] {-60, 0, 50, 70, 2 * 1_440}) {
            Metadata metadata = new Metadata(
                    Optional.of("shop"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(TEN.minus(Duration.ofMinutes(minutes))));
            feedback.store(
                    Samples.with(Samples.feedback("text " + minutes, Samples.BILLING, TEN), metadata),
                    TestSchema.ample());
        }
        BurstCounts counts = new BurstCounts(schema.database());
        for (TrendDimension by : List.of(TrendDimension.TOPIC, TrendDimension.CHANNEL)) {
            String value = by == TrendDimension.TOPIC ? "Billing" : "shop";
            long aspect = by == TrendDimension.TOPIC ? 1 : 0;
            assertThat(counts.read(
                            by,
                            DepartmentRouting.BUILT_IN,
                            TEN.minus(Duration.ofHours(2)),
                            TEN.plusSeconds(300),
                            TestSchema.ample()))
                    .isEqualTo(Map.of(
                            SeriesName.ofTexts(by, value),
                            Map.of(10, new Came(1, aspect, 0), 24, new Came(3, 3 * aspect, 0))));
        }
        assertThat(counts.anyLate(TEN, TEN.plusSeconds(1), TestSchema.ample())).isTrue();
        assertThat(counts.anyLate(TEN.plusSeconds(1), TEN.plusSeconds(2), TestSchema.ample()))
                .isFalse();
        assertThat(counts.reachBefore(TEN, TestSchema.ample()))
                .as("one wrong date")
                .isFalse();
        assertThat(counts.reachBefore(TEN.plusSeconds(1), TestSchema.ample())).isTrue();
    }
}
