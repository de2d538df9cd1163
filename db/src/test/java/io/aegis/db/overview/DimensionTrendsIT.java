/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aegis.db.ParallelReads;
import io.aegis.db.TestSchema;
import io.aegis.db.groups.GroupQueries;
import io.aegis.topics.DepartmentRouting;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import io.aegis.topics.OwnTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DimensionTrendsIT {

    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestSchema schema = TestSchema.create();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ParallelReads parallel = new ParallelReads(schema.database(), threads);
    private final DimensionTrends trends = new DimensionTrends(parallel);

    @AfterEach
    void close() {
        threads.close();
        schema.close();
    }

    /** Rows at a time; topics as bits, 1 being Security and 2 Billing. */
    private void rows(int first, int last, String at, int topics, String language) throws Exception {
        schema.change(
                "INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent,"
                        + " priority, department, confidence, source, provider, vader_neg, vader_neu, vader_pos, vader_compound,"
                        + " adjusted_compound, evidence, language, own_topics, needs_review, last_submitted_at, created_at,"
                        + " updated_at) SELECT UUID(), UNHEX(SHA2(seq, 256)), seq, seq, 'NEUTRAL', " + topics
                        + ", FALSE, 'LOW',"
                        + " 'FINANCE', 0.5, 'FALLBACK', 'p', 0, 1, 0, 0, 0, '[]', '" + language + "', 5, FALSE, '" + at
                        + "', '"
                        + at + "', '" + at + "' FROM seq_" + first + "_to_" + last);
    }

    private List<ValueTrend> by(TrendDimension dimension) throws Exception {
        return trends.read(dimension, DepartmentRouting.BUILT_IN, TEN, HOUR, 2, TestSchema.ample());
    }

    @Test
    void what_grew_most_comes_first_and_each_is_held_against_the_period_before() throws Exception {
        rows(1, 9, "2026-11-20 08:00:00", 1, "en");
        rows(10, 12, "2026-11-20 10:30:00", 1, "en");
        rows(13, 16, "2026-11-20 11:59:59", 3, "de");
        rows(17, 20, "2026-11-20 12:00:00", 1, "fr");
        rows(21, 24, "2026-11-20 07:59:59", 1, "fr");

        assertThat(by(TrendDimension.TOPIC))
                .containsExactly(
                        new ValueTrend("Billing", List.of(0L, 4L), 0), new ValueTrend("Security", List.of(3L, 4L), 9));
        assertThat(by(TrendDimension.LANGUAGE))
                .containsExactly(new ValueTrend("de", List.of(0L, 4L), 0), new ValueTrend("en", List.of(3L, 0L), 9));
        assertThat(by(TrendDimension.OWN_TOPIC)).extracting(ValueTrend::value).containsExactly("0", "2");
        assertThat(by(TrendDimension.DEPARTMENT))
                .extracting(ValueTrend::value)
                .containsExactly("Customer Success - Finance");
        DepartmentRouting routing = new OwnTopics(
                        1,
                        List.of(new OwnTopic(2, "Parcels", "", "#336699", "Logistics", List.of(), List.of())),
                        List.of(new OwnDepartment("Logistics", "#336699")))
                .routing();
        assertThat(trends.read(TrendDimension.DEPARTMENT, routing, TEN, HOUR, 2, TestSchema.ample()))
                .containsExactly(new ValueTrend("Logistics", List.of(3L, 4L), 9));
        assertThat(by(TrendDimension.SOURCE)).extracting(ValueTrend::value).containsExactly("fallback");
        assertThat(by(TrendDimension.SENTIMENT)).extracting(ValueTrend::total).containsExactly(7L);
    }

    @Test
    void channels_are_those_of_submissions_that_told_one() throws Exception {
        rows(1, 1, "2026-11-20 10:00:00", 1, "en");
        schema.change("INSERT INTO submission (feedback_id, submitted_at, id, channel) SELECT feedback.id,"
                + " '2026-11-20 10:10:00', UUID(), IF(seq < 4, 'email', NULL) FROM feedback JOIN seq_1_to_5");
        assertThat(by(TrendDimension.CHANNEL)).containsExactly(new ValueTrend("email", List.of(3L, 0L), 0));
    }

    @Test
    void large_groups_that_grow_are_counted() throws Exception {
        String large = "01990000-0000-7000-8000-000000000001";
        String small = "01990000-0000-7000-8000-000000000002";
        String old = "01990000-0000-7000-8000-000000000003";
        rows(1, 10, "2026-11-20 10:30:00", 1, "en");
        schema.change("UPDATE feedback SET group_id = IF(clean_content = '10', '" + small + "', '" + large + "')");
        schema.change(
                "INSERT INTO feedback_group (id, anchor_id, title_id, size, open_rows, first_seen_at, last_seen_at, updated_at)"
                        + " SELECT g.id, feedback.id, feedback.id, g.size, 1, g.seen, g.seen, g.seen FROM feedback JOIN ("
                        + "SELECT '" + large + "' AS id, 10 AS size, '2026-11-20 10:30:00' AS seen UNION SELECT '"
                        + small
                        + "', 9, '2026-11-20 10:30:00' UNION SELECT '" + old
                        + "', 1000, '2026-11-20 07:59:59') AS g WHERE clean_content = '10'");
        assertThat(by(TrendDimension.GROUP)).containsExactly(new ValueTrend(large, List.of(9L, 0L), 0));
        assertThat(new GroupQueries(schema.database(), Clock.systemUTC())
                        .titles(List.of(UUID.fromString(large), new UUID(0, 0)), 1, TestSchema.ample()))
                .isEqualTo(Map.of(UUID.fromString(large), "…"));
        schema.change("DELETE FROM feedback_group WHERE id = '" + large + "'");
        assertThat(by(TrendDimension.GROUP)).isEmpty();
    }

    /** Which is what keeps a million rows below a second. */
    @Test
    void every_dimension_is_answered_by_an_index_alone() throws Exception {
        for (TrendDimension each : EnumSet.complementOf(EnumSet.of(TrendDimension.GROUP))) {
            String sql = each.sql(Lateness.NONE)
                    .replaceFirst("\\?", "'2026-11-20'")
                    .replaceFirst("\\?", "3600")
                    .replaceFirst("\\?", "'2026-11-20'")
                    .replaceFirst("\\?", "'2026-11-20'")
                    .replaceFirst("\\?", "'2026-11-21'")
                    .replaceFirst("\\?", "'2026-11-21'");
            assertThat(schema.value("EXPLAIN FORMAT=JSON " + sql))
                    .as(each.label())
                    .contains("\"using_index\": true");
        }
    }

    @Test
    void growth_is_measured_against_chance() {
        assertThat(new ValueTrend("a", List.of(12L), 2).growth())
                .isGreaterThan(new ValueTrend("b", List.of(1_010L), 1_000).growth());
        assertThat(new ValueTrend("c", List.of(0L), 0).growth()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trends.read(
                        TrendDimension.TOPIC, DepartmentRouting.BUILT_IN, TEN, HOUR, 0, TestSchema.ample()));
    }

    @Test
    void verdicts_are_held_against_decisions_by_lane_topic_and_language() throws Exception {
        rows(1, 1, "2026-11-20 10:00:00", 1, "en");
        String feedback = schema.value("SELECT id FROM feedback");
        String verdict =
                "INSERT INTO analysis (feedback_id, id, lane, provider, sentiment, topics, is_urgent, confidence,"
                        + " applied, created_at) VALUES ('" + feedback + "', '";
        String end = ", FALSE, 1, FALSE, '2026-11-20')";
        schema.change(verdict + "00000000-0000-0000-0000-000000000001', 'HEURISTIC', 'r', 'NEUTRAL', 2" + end);
        schema.change(verdict + "00000000-0000-0000-0000-000000000002', 'LLM', 'm', 'NEGATIVE', 3" + end);
        schema.change(verdict + "00000000-0000-0000-0000-000000000003', 'PERSON', 'p', 'NEGATIVE', 3" + end);
        schema.change(
                "INSERT INTO review (id, feedback_id, is_open, reasons, heuristic_id, llm_id, decision_id, created_at)"
                        + " VALUES (UUID(), '" + feedback
                        + "', NULL, 'LANGUAGE', '00000000-0000-0000-0000-000000000001',"
                        + " '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000003', '2026-11-20 10:00:00')");
        schema.change("INSERT INTO llm_usage VALUES ('2026-11-20', 'p', 'm', 10, 3, 2, 1, 5, 5, 700)");
        QualityQueries.Agreement rules = new QualityQueries.Agreement(1, 0, 0, 1);
        QualityQueries.Agreement llm = new QualityQueries.Agreement(1, 1, 1, 1);

        QualityQueries.Quality quality = new QualityQueries(schema.database()).read(TEN, TestSchema.ample());

        assertThat(quality.all()).containsOnlyKeys("HEURISTIC", "LLM").containsEntry("HEURISTIC", rules);
        assertThat(quality.byTopic()).containsOnlyKeys("Billing", "Security");
        assertThat(quality.byTopic().get("Billing")).containsEntry("LLM", llm);
        assertThat(quality.byLanguage().get("en")).containsEntry("LLM", llm);
        assertThat(quality.calls()).isEqualTo(new QualityQueries.Calls(10, 2, 3, 700));
        assertThat(new QualityQueries(schema.database())
                        .read(TEN.plus(HOUR), TestSchema.ample())
                        .all())
                .isEmpty();
    }

    /** A file of the past that is uploaded in one minute. */
    @Test
    void what_happened_before_it_came_counts_when_it_happened() throws Exception {
        rows(1, 6, "2026-11-20 11:30:00", 1, "en");
        schema.change(
                "UPDATE feedback SET occurred_at = IF(raw_content <= '2', '2026-11-20 10:15:00', IF(raw_content = '3',"
                        + " '2026-11-20 09:00:00', IF(raw_content = '4', '2026-10-01', NULL)))");
        schema.change(
                "INSERT INTO submission (feedback_id, submitted_at, id, channel, occurred_at) SELECT id, created_at,"
                        + " UUID(), 'email', IF(raw_content = '5', '2026-11-21', occurred_at) FROM feedback");

        assertThat(by(TrendDimension.TOPIC)).containsExactly(new ValueTrend("Security", List.of(2L, 2L), 1));
        assertThat(by(TrendDimension.CHANNEL)).containsExactly(new ValueTrend("email", List.of(2L, 2L), 1));
        assertThat(new TrendQueries(parallel).read(TEN, HOUR, 2, TestSchema.ample()))
                .extracting(TrendBucket::total)
                .containsExactly(2L, 2L);
    }
}
