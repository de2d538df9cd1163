/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.TestSchema;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.Evidence;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import io.aegis.storage.StoredFeedback;
import io.aegis.vader.VaderScores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storing feedback and finding it again. */
@Isolated("It changes the time zone of the JVM.")
class MariaDbFeedbackStoreIT extends FeedbackStoreFixture {

    @Test
    void what_is_stored_is_found_by_its_hash() throws Exception {
        NewFeedback feedback = Samples.feedback("I was <b>charged</b> twice 😡 \u4f60\u597d");
        assertThat(store.find(feedback.hash(), TestSchema.ample())).isEmpty();
        StoredFeedback row = inserted(feedback);
        assertThat(found(feedback)).isEqualTo(row);
        assertThat(row.id()).isEqualTo(feedback.id());
        assertThat(row.rawContent()).isEqualTo("I was <b>charged</b> twice 😡 \u4f60\u597d");
        assertThat(row.cleanContent()).isEqualTo("I was charged twice 😡 \u4f60\u597d");
        assertThat(row.analysis()).isEqualTo(feedback.analysis());
        assertThat(row.evidence()).isEqualTo(feedback.heuristic().evidence());
        assertThat(row.status()).isEqualTo(Status.OPEN);
        assertThat(row.submissions()).isOne();
        assertThat(row.createdAt()).isEqualTo(Samples.NOON);
    }

    @Test
    void what_was_sent_is_kept_to_the_last_blank() throws Exception {
        for (String raw : List.of("a blank at its end ", "none at its end", "UPPER case")) {
            StoredFeedback row = inserted(Samples.feedback(raw));
            assertThat(found(Samples.feedback(raw))).isEqualTo(row);
            assertThat(row.rawContent()).isEqualTo(raw);
            assertThat(row.cleanContent()).isEqualTo(raw.strip());
        }
    }

    @Test
    void times_are_kept_to_the_microsecond() throws Exception {
        NewFeedback feedback = Samples.feedback("nanoseconds", Samples.BILLING, Samples.NOON.plusNanos(789));
        assertThat(inserted(feedback).createdAt()).isEqualTo(Samples.NOON);
        assertThat(found(feedback).createdAt()).isEqualTo(Samples.NOON);
    }

    @Test
    void times_are_kept_in_an_hour_that_the_processes_own_time_zone_skips() throws Exception {
        Instant skipped = Instant.parse("2026-03-29T02:30:00.000001Z");
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            NewFeedback feedback = Samples.feedback("in spring", Samples.BILLING, skipped);
            inserted(feedback);
            assertThat(found(feedback).createdAt()).isEqualTo(skipped);
            assertThat(schema.value("SELECT CAST(created_at AS CHAR) FROM feedback WHERE id = '" + feedback.id() + "'"))
                    .isEqualTo("2026-03-29 02:30:00.000001");
            assertThat(schema.database()
                            .read(
                                    TestSchema.ample(),
                                    execute ->
                                            execute.get("SELECT created_at FROM feedback WHERE id = ?", feedback.id()))
                            .orElseThrow()
                            .column("created_at")
                            .get(Instant.class))
                    .isEqualTo(skipped);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.1, 0.30000000000000004, 1.0 / 3, 1e-17, -4.9e-300, 0.9999999999999999})
    void scores_come_back_to_the_last_bit(double score) throws Exception {
        NewFeedback feedback = Samples.feedback("scored " + score);
        HeuristicAnalysis rules = feedback.heuristic();
        Evidence evidence = new Evidence(
                new VaderScores(score, score, score, score),
                score,
                rules.evidence().rules());
        NewFeedback scored = new NewFeedback(
                feedback.id(),
                feedback.hash(),
                feedback.rawContent(),
                feedback.text(),
                feedback.analysis(),
                new HeuristicAnalysis(
                        rules.labels(), rules.priority(), rules.confidence(), evidence, rules.suspectedInjection()),
                feedback.verdict(),
                feedback.reviewReasons(),
                feedback.metadata(),
                feedback.createdAt());
        assertThat(inserted(scored)).isEqualTo(found(scored));
    }

    @Test
    void what_was_learned_stands_beside_what_the_rules_said() throws Exception {
        NewFeedback ruled = Samples.feedback("known from others");
        UUID other = UUID.fromString("01990000-0000-7000-8000-000000000001");
        NewFeedback learned = new NewFeedback(
                ruled.id(),
                ruled.hash(),
                ruled.rawContent(),
                ruled.text(),
                new Analysis(
                        new Labels(Sentiment.NEUTRAL, Set.of(Topic.UX), false),
                        Priority.LOW,
                        0.8,
                        AnalysisSource.FALLBACK,
                        "learned:v3"),
                ruled.heuristic(),
                Optional.empty(),
                Set.of(),
                Metadata.NONE,
                Samples.NOON,
                false,
                List.of(other));

        StoredFeedback row = inserted(learned);
        assertThat(row).isEqualTo(found(learned));
        assertThat(row.analysis().provider()).isEqualTo("learned:v3");
        assertThat(row.evidence().rules()).endsWith("similar:" + other);
        assertThat(schema.value("SELECT GROUP_CONCAT(provider, ' ', applied ORDER BY id) FROM analysis"
                        + " WHERE lane = 'HEURISTIC' AND feedback_id = '" + row.id() + "'"))
                .isEqualTo("vader-regex 0,learned:v3 1");
    }

    @Test
    void the_longest_texts_fit() throws Exception {
        NewFeedback longest = Samples.feedback("😀".repeat(5000));
        NewFeedback raw = new NewFeedback(
                longest.id(),
                longest.hash(),
                "<p>".repeat(100_000),
                longest.text(),
                longest.analysis(),
                longest.heuristic(),
                Optional.empty(),
                Set.of(),
                Metadata.NONE,
                Samples.NOON);
        assertThat(inserted(raw)).isEqualTo(found(raw));
    }

    @Test
    void the_same_text_again_gives_the_row_that_is_there() throws Exception {
        StoredFeedback first = inserted(Samples.feedback("the same text"));
        StoreResult second = store.store(Samples.feedback("the same text"), TestSchema.ample());
        assertThat(second).isEqualTo(new StoreResult.AlreadyStored(first));
        assertThat(count("analysis", first.id())).isEqualTo("1");
    }

    @Test
    void texts_that_differ_only_in_case_are_two() throws Exception {
        StoredFeedback lower = inserted(Samples.feedback("case matters"));
        StoredFeedback upper = inserted(Samples.feedback("Case matters"));
        assertThat(upper.id()).isNotEqualTo(lower.id());
    }

    @Test
    void the_same_feedback_stored_again_counts_as_inserted_for_a_commit_may_have_gone_unanswered() throws Exception {
        NewFeedback feedback = Samples.feedback("stored twice by the same");
        inserted(feedback);
        inserted(feedback);
        assertThat(count("analysis", feedback.id())).isEqualTo("1");
    }

    @Test
    void a_rehearsal_leaves_nothing_behind() throws Exception {
        NewFeedback feedback = Samples.feedback("only rehearsed", URGENT, Samples.NOON);
        store.warmUp(feedback, TestSchema.ample());
        assertThat(store.find(feedback.hash(), TestSchema.ample())).isEmpty();
        assertThat(count("analysis", feedback.id())).isEqualTo("0");
        assertThat(count("alert_outbox", feedback.id())).isEqualTo("0");
    }

    @Test
    void what_an_llm_refused_is_kept_with_the_row() throws Exception {
        NewFeedback feedback = Samples.feedback("refused by the llm");
        assertThat(inserted(feedback).aiRefused()).isFalse();
        store.keepRefusal(feedback.id(), TestSchema.ample());
        assertThat(found(feedback).aiRefused()).isTrue();
    }

    @Test
    void a_deadline_that_has_passed_stores_nothing() throws Exception {
        NewFeedback feedback = Samples.feedback("too late");
        assertThatThrownBy(() -> store.store(feedback, TestSchema.within(Duration.ofNanos(1))))
                .isInstanceOf(DatabaseUnavailableException.class);
        assertThat(store.find(feedback.hash(), TestSchema.ample())).isEmpty();
    }
}
