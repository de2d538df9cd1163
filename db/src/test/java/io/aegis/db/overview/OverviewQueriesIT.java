/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.EnumBits;
import io.aegis.db.ParallelReads;
import io.aegis.db.RowsOfAllKinds;
import io.aegis.db.TestSchema;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.models.ModelKind;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewQueriesIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestSchema schema = TestSchema.create();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ParallelReads parallel = new ParallelReads(schema.database(), threads);
    private final TrendQueries trends = new TrendQueries(parallel);
    private final OperationsQueries operations = new OperationsQueries(schema.database());

    @AfterEach
    void close() {
        threads.close();
        schema.close();
    }

    private void store(String text, Instant at) throws Exception {
        new MariaDbFeedbackStore(
                        schema.database(),
                        new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                        UuidCreator::getTimeOrderedEpoch,
                        Clock.systemUTC())
                .store(Samples.feedback(text, Samples.BILLING, at), TestSchema.ample());
    }

    @Test
    void rows_are_counted_in_the_span_in_which_they_came_and_the_end_belongs_to_none() throws Exception {
        store("before", TEN.minusMillis(1));
        store("first", TEN);
        store("first too", TEN.plus(HOUR).minusNanos(1_000));
        store("third", TEN.plus(HOUR.multipliedBy(2)));
        store("behind", TEN.plus(HOUR.multipliedBy(3)));

        List<TrendBucket> buckets = trends.read(TEN, HOUR, 3, TestSchema.ample());

        assertThat(buckets).extracting(TrendBucket::total).containsExactly(2L, 0L, 1L);
        assertThat(buckets).extracting(TrendBucket::start).first().isEqualTo(TEN);
        assertThat(buckets.getFirst().of(Sentiment.NEGATIVE)).isEqualTo(2);
        assertThat(buckets.getFirst().of(Topic.BILLING)).isEqualTo(2);
        assertThat(buckets.getFirst().of(AnalysisSource.AI)).isZero();
        assertThat(buckets.getFirst().urgent()).isZero();
    }

    /** Rows of all kinds in uneven numbers, over ten hours: what each span says is what one plain query for it says. */
    @Test
    void each_span_says_of_each_kind_what_a_query_for_it_alone_says() throws Exception {
        RowsOfAllKinds.insert(schema);

        List<TrendBucket> buckets = trends.read(TEN, HOUR, 11, TestSchema.ample());

        for (int i = 0; i < buckets.size(); i++) {
            TrendBucket bucket = buckets.get(i);
            String rows = "SELECT COUNT(*) FROM feedback WHERE created_at >= '2026-11-20 10:00:00' + INTERVAL " + i
                    + " HOUR AND created_at < '2026-11-20 10:00:00' + INTERVAL " + (i + 1) + " HOUR";
            assertThat(bucket.total()).as("all of %d", i).isEqualTo(number(rows));
            assertThat(bucket.urgent()).as("urgent of %d", i).isEqualTo(number(rows + " AND is_urgent"));
            for (Sentiment each : Sentiment.values()) {
                assertThat(bucket.of(each))
                        .as("%s of %d", each, i)
                        .isEqualTo(number(rows + " AND sentiment = '" + each + "'"));
            }
            for (AnalysisSource each : AnalysisSource.values()) {
                assertThat(bucket.of(each))
                        .as("%s of %d", each, i)
                        .isEqualTo(number(rows + " AND source = '" + each + "'"));
            }
            for (Topic each : Topic.values()) {
                assertThat(bucket.of(each))
                        .as("%s of %d", each, i)
                        .isEqualTo(number(rows + " AND topics & " + EnumBits.of(Set.of(each)) + " <> 0"));
            }
        }
        assertThat(buckets.stream().mapToLong(TrendBucket::total).sum()).isEqualTo(RowsOfAllKinds.ROWS);
    }

    private long number(String sql) throws Exception {
        return Long.parseLong(schema.value(sql));
    }

    @Test
    void more_spans_than_can_be_shown_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trends.read(TEN, HOUR, TrendQueries.MOST_BUCKETS + 1, TestSchema.ample()));
    }

    @Test
    void the_charts_are_answered_by_the_index_alone() throws Exception {
        assertThat(schema.value("EXPLAIN FORMAT=JSON "
                        + TrendQueries.COUNTS
                                .replaceFirst("\\?", "TO_SECONDS('2026-11-20')")
                                .replaceFirst("\\?", "60")
                                .replaceFirst("\\?", "'2026-11-20'")
                                .replaceFirst("\\?", "'2026-11-20'")
                                .replaceFirst("\\?", "'2026-11-21'")
                                .replaceFirst("\\?", "'2026-11-21'")))
                .contains("\"using_index\": true");
    }

    @Test
    void a_product_at_rest_has_no_trouble_but_that_nobody_runs_jobs() throws Exception {
        assertThat(operations.read(TestSchema.ample()))
                .isEqualTo(new OperationsState(
                        Optional.empty(), List.of(), List.of(), 0, 0, Optional.empty(), List.of(), List.of()));
    }

    @Test
    void what_is_late_or_has_failed_is_found() throws Exception {
        store("waits for the LLM", TEN);
        schema.change(
                "INSERT INTO heartbeat VALUES (UUID(), 'h', 'm', 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 5 MINUTE)");
        schema.change("""
                INSERT INTO schedule (name, job_name, parameters, cron, zone, enabled, missed, next_fire_at, updated_at)
                VALUES ('late', 'retention', '{}', '* * * * * *', 'UTC', TRUE, 'SKIP', UTC_TIMESTAMP(6) - INTERVAL 5 MINUTE, UTC_TIMESTAMP(6)),
                  ('paused', 'retention', '{}', '* * * * * *', 'UTC', FALSE, 'SKIP', UTC_TIMESTAMP(6) - INTERVAL 5 MINUTE, UTC_TIMESTAMP(6))""");
        schema.change(
                "INSERT INTO BATCH_JOB_INSTANCE VALUES (1, 0, 'mended', 'a'), (2, 0, 'mended', 'b'), (3, 0, 'broken', 'c')");
        schema.change("""
                INSERT INTO BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, STATUS)
                VALUES (1, 0, 1, '2026-01-01', 'FAILED'), (2, 0, 2, '2026-01-02', 'COMPLETED'), (3, 0, 3, '2026-01-03', 'FAILED')""");
        OperationsState state = operations.read(TestSchema.ample());
        assertThat(state.lastBeat().orElseThrow()).isGreaterThan(Duration.ofMinutes(4));
        assertThat(state.missed()).extracting(OperationsState.Missed::name).containsExactly("late");
        assertThat(state.failed()).containsExactly(new OperationsState.Failed("broken", 3));
        assertThat(state.fallbackOpen()).isOne();
        assertThat(state.oldestFallback()).contains(TEN);
    }

    private void model(int version, String kind, String trained, boolean active) throws Exception {
        schema.change(
                "INSERT INTO model (kind, service, version, created_at, trained_on, evaluation, sha256, artifact, active)"
                        + " VALUES ('" + kind + "', '', " + version + ", UTC_TIMESTAMP(6) - INTERVAL " + trained
                        + ", '{}', '{}', REPEAT('x', 32), '', " + active + ")");
    }

    private void trained(int execution, String job, String ended, String status) throws Exception {
        schema.change(
                "INSERT INTO BATCH_JOB_INSTANCE VALUES (" + execution + ", 0, '" + job + "', '" + execution + "')");
        schema.change(
                "INSERT INTO BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, END_TIME, STATUS)"
                        + " VALUES (" + execution + ", 0, " + execution
                        + ", UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL " + ended
                        + ", '" + status + "')");
    }

    @Test
    void a_model_in_use_that_is_not_trained_for_days_is_stale() throws Exception {
        model(1, "FAILURE", "9 DAY", false);
        assertThat(operations.read(TestSchema.ample()).stale()).isEmpty();
        model(2, "FAILURE", "8 DAY", true);
        trained(1, "failure-train", "5 DAY", "COMPLETED");
        trained(2, "failure-train", "1 HOUR", "FAILED");

        List<OperationsState.Stale> stale = operations.read(TestSchema.ample()).stale();

        assertThat(stale).hasSize(1);
        assertThat(stale.getFirst().kind()).isEqualTo(ModelKind.FAILURE);
        assertThat(stale.getFirst().models()).isOne();
        assertThat(stale.getFirst().trained()).isPresent();
        trained(3, "failure-train", "1 HOUR", "COMPLETED");
        assertThat(operations.read(TestSchema.ample()).stale()).isEmpty();
    }

    @Test
    void findings_that_are_called_wrong_more_often_than_right_are_doubted() throws Exception {
        for (int i = 0; i < 12; i++) {
            schema.change(
                    "INSERT INTO prediction VALUES (UUID(), 'ANOMALY', UTC_TIMESTAMP(6), TRUE, 0.9, 0.9, 'HIGH', NULL, '', '',"
                            + " FALSE, TRUE, NULL, NULL, '{}')");
        }
        schema.change(
                "INSERT INTO prediction_label SELECT id, FALSE, NULL, NULL, 'b', UTC_TIMESTAMP(6) FROM prediction LIMIT 9");
        assertThat(operations.read(TestSchema.ample()).doubted()).isEmpty();
        schema.change("INSERT INTO prediction_label SELECT id, FALSE, NULL, NULL, 'b', UTC_TIMESTAMP(6) FROM prediction"
                + " WHERE id NOT IN (SELECT prediction_id FROM prediction_label) LIMIT 1");
        assertThat(operations.read(TestSchema.ample()).doubted())
                .containsExactly(new OperationsState.Doubted(ModelKind.ANOMALY, 10, 0));
    }
}
