/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.EnumBits;
import io.aegis.db.RowsOfAllKinds;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.FeedbackTriage;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.feedback.SubmissionCounts;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.usage.LlmUsage;
import io.aegis.db.usage.LlmUsageStore;
import io.aegis.dedupe.SubmissionCounter;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Department;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.review.ReviewReason;
import io.aegis.storage.StoredFeedback;
import io.aegis.topics.DepartmentRouting;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatsQueriesIT {

    private final TestSchema schema = TestSchema.create();
    private final StatsQueries stats = new StatsQueries(schema.database());
    private final MariaDbFeedbackStore store = new MariaDbFeedbackStore(
            schema.database(),
            new Alerts(List.of("discord"), UuidCreator::getTimeOrderedEpoch),
            UuidCreator::getTimeOrderedEpoch,
            Clock.systemUTC());

    @AfterEach
    void close() {
        schema.close();
    }

    private FeedbackCounts counts() throws Exception {
        return stats.read(TestSchema.ample()).feedback();
    }

    @Test
    void an_empty_database_counts_zero_of_everything() throws Exception {
        FeedbackCounts counts = counts();
        assertThat(counts.total()).isZero();
        assertThat(counts.fallbackRate()).isZero();
        assertThat(counts.duplicatesSaved()).isZero();
        assertThat(counts.byTopic()).hasSize(Topic.values().length).containsEntry(Topic.UX, 0L);
        assertThat(counts.bySentiment()).hasSize(3);
    }

    @Test
    void everything_is_counted_at_the_moment_of_asking() throws Exception {
        Labels outage = new Labels(Sentiment.NEGATIVE, Set.of(Topic.TECHNICAL, Topic.UX), true);
        Labels praise = new Labels(Sentiment.POSITIVE, Set.of(Topic.GENERAL), false);
        StoredFeedback billing =
                store.store(Samples.feedback("billing"), TestSchema.ample()).row();
        store.store(Samples.feedback("more billing"), TestSchema.ample());
        store.store(
                Samples.with(
                        Samples.feedback("outage", outage, Samples.NOON), Set.of(ReviewReason.SUSPECTED_INJECTION)),
                TestSchema.ample());
        store.store(Samples.answered(Samples.feedback("praise"), Samples.verdict(praise)), TestSchema.ample());
        new FeedbackTriage(schema.database(), Clock.systemUTC())
                .resolve(billing.id(), Optional.empty(), Actor.COMMAND, TestSchema.ample());
        new SubmissionCounts(schema.database(), Clock.systemUTC())
                .add(List.of(new SubmissionCounter.Repeats(billing.id(), 9, Samples.NOON)), TestSchema.ample());
        new LlmUsageStore(schema.database(), Clock.systemUTC())
                .add("openai", "m", new LlmUsage(1, 2, 3, 4, 5, 6, 7), TestSchema.ample());

        Stats all = stats.read(TestSchema.ample());
        FeedbackCounts counts = all.feedback();
        assertThat(counts.total()).isEqualTo(4);
        assertThat(counts.urgent()).isOne();
        assertThat(counts.urgentOpen()).isBetween(0L, 1L);
        assertThat(counts.needsReview()).isOne();
        assertThat(counts.duplicatesSaved()).isEqualTo(9);
        assertThat(counts.fallback()).isEqualTo(3);
        assertThat(counts.fallbackRate()).isEqualTo(0.75);
        assertThat(counts.byStatus()).containsOnly(entry(Status.OPEN, 3L), entry(Status.RESOLVED, 1L));
        assertThat(counts.bySource()).containsOnly(entry(AnalysisSource.AI, 1L), entry(AnalysisSource.FALLBACK, 3L));
        assertThat(counts.bySentiment())
                .containsOnly(
                        entry(Sentiment.POSITIVE, 1L), entry(Sentiment.NEGATIVE, 3L), entry(Sentiment.NEUTRAL, 0L));
        assertThat(DepartmentRouting.BUILT_IN.totals(counts.byDestination()))
                .containsOnly(
                        entry(Department.INFOSEC.label(), 0L),
                        entry(Department.FINANCE.label(), 2L),
                        entry(Department.ENGINEERING.label(), 1L),
                        entry(Department.DESIGN.label(), 0L),
                        entry(Department.SUPPORT.label(), 1L));
        assertThat(counts.byTopic())
                .containsOnly(
                        entry(Topic.SECURITY, 0L),
                        entry(Topic.BILLING, 2L),
                        entry(Topic.TECHNICAL, 1L),
                        entry(Topic.UX, 1L),
                        entry(Topic.GENERAL, 1L));
        assertThat(all.llm()).isEqualTo(new LlmUsage(1, 2, 3, 4, 5, 6, 7));
        assertThat(all.alerts().pending()).isOne();
    }

    /** Rows of all kinds in uneven numbers: what the one query says of each kind is what a query for it alone says. */
    @Test
    void every_count_is_what_a_query_for_it_alone_says() throws Exception {
        RowsOfAllKinds.insert(schema);

        FeedbackCounts counts = counts();

        assertThat(counts.total()).isEqualTo(RowsOfAllKinds.ROWS);
        assertThat(counts.urgent()).isEqualTo(rows("is_urgent"));
        assertThat(counts.urgentOpen()).isEqualTo(rows("is_urgent AND status = 'OPEN'"));
        assertThat(counts.needsReview()).isEqualTo(rows("needs_review"));
        assertThat(counts.duplicatesSaved())
                .isEqualTo(Long.parseLong(schema.value("SELECT SUM(submissions) - COUNT(*) FROM feedback")));
        assertEach(counts.byStatus(), word -> "status = '" + word + "'");
        assertEach(counts.bySource(), word -> "source = '" + word + "'");
        assertEach(counts.bySentiment(), word -> "sentiment = '" + word + "'");
        assertEach(counts.byTopic(), topic -> "topics & " + EnumBits.of(Set.of(topic)) + " <> 0");
        assertThat(counts.byOwnTopic()).containsOnlyKeys(0, 2, 59);
        assertEach(counts.byOwnTopic(), number -> "own_topics & (1 << " + number + ") <> 0");
        assertThat(counts.byDestination()).hasSize(3 * Department.values().length);
        assertEach(
                counts.byDestination(),
                to -> "department = '" + to.department() + "' AND own_topics = " + to.ownTopics());
    }

    private <K> void assertEach(Map<K, Long> counts, Function<K, String> condition) throws Exception {
        for (Map.Entry<K, Long> each : counts.entrySet()) {
            assertThat(each.getValue()).as("%s", each.getKey()).isEqualTo(rows(condition.apply(each.getKey())));
        }
    }

    private long rows(String condition) throws Exception {
        return Long.parseLong(schema.value("SELECT COUNT(*) FROM feedback WHERE " + condition));
    }

    @Test
    void the_count_reads_one_index_and_no_row() throws Exception {
        for (int i = 0; i < 50; i++) {
            store.store(Samples.feedback("indexed " + i), TestSchema.ample());
        }
        schema.change("ANALYZE TABLE feedback");
        String plan = schema.value("EXPLAIN FORMAT=JSON " + StatsQueries.GROUPS);
        assertThat(plan).contains("\"key\": \"feedback_overview\"", "\"using_index\": true");
    }
}
