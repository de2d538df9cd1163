/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.feedback.FeedbackAudit.Candidate;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedbackAuditIT {

    private static final Labels GLAD = new Labels(Sentiment.POSITIVE, Set.of(Topic.UX), false);

    private TestSchema schema;
    private MariaDbFeedbackStore store;
    private FeedbackAudit audit;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        store = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
        audit = new FeedbackAudit(schema.database(), UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID answered(String text, int second) throws DatabaseUnavailableException {
        return store.store(
                        Samples.answered(
                                Samples.feedback(text, Samples.BILLING, Samples.NOON.plusSeconds(second)),
                                Samples.verdict(GLAD)),
                        TestSchema.ample())
                .row()
                .id();
    }

    private List<UUID> next(int limit) throws DatabaseUnavailableException {
        return audit.next(limit, TestSchema.ample()).candidates().stream()
                .map(Candidate::id)
                .toList();
    }

    @Test
    void it_goes_round_over_the_llms_rows_from_the_oldest() throws Exception {
        UUID second = answered("the second one", 2);
        UUID first = answered("the first one", 1);
        UUID third = answered("the third one", 3);
        store.store(Samples.feedback("of the heuristic"), TestSchema.ample());
        UUID decided = answered("a decided one", 4);
        schema.change("UPDATE feedback SET decided_at = UTC_TIMESTAMP(6) WHERE id = '" + decided + "'");

        assertThat(next(2)).containsExactly(first, second);
        FeedbackAudit.Round last = audit.next(2, TestSchema.ample());
        assertThat(last.last()).isTrue();
        assertThat(last.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.id()).isEqualTo(third);
            assertThat(candidate.verdict()).isEqualTo(GLAD);
            assertThat(candidate.cleanContent()).isEqualTo("the third one");
        });
        assertThat(next(2)).containsExactly(first, second);
    }

    @Test
    void a_contested_row_keeps_its_labels_and_gets_a_review_with_what_the_rules_say_now() throws Exception {
        UUID id = answered("contested by new rules", 1);
        Candidate candidate = audit.next(10, TestSchema.ample()).candidates().getFirst();
        Labels now = new Labels(Sentiment.NEGATIVE, Set.of(Topic.SECURITY), true);

        assertThat(audit.contest(
                        candidate,
                        Samples.feedback("any", now, Samples.NOON).heuristic(),
                        Set.of(ReviewReason.SENTIMENT_FLIP),
                        TestSchema.ample()))
                .isTrue();

        assertThat(schema.value("SELECT CONCAT(sentiment, needs_review, version) FROM feedback"))
                .isEqualTo("POSITIVE11");
        assertThat(schema.value("SELECT CONCAT(reasons, h.is_urgent, h.applied, a.lane) FROM review r"
                        + " JOIN analysis h ON h.feedback_id = r.feedback_id AND h.id = heuristic_id"
                        + " JOIN analysis a ON a.feedback_id = r.feedback_id AND a.id = llm_id WHERE r.feedback_id = '"
                        + id + "'"))
                .isEqualTo("SENTIMENT_FLIP10LLM");
        assertThat(next(10)).isEmpty();
    }

    @Test
    void a_row_that_has_changed_since_is_not_contested() throws Exception {
        answered("changed meanwhile", 1);
        Candidate candidate = audit.next(10, TestSchema.ample()).candidates().getFirst();
        schema.change("UPDATE feedback SET decided_at = UTC_TIMESTAMP(6), version = version + 1");

        assertThat(audit.contest(
                        candidate,
                        Samples.feedback("any").heuristic(),
                        Set.of(ReviewReason.SENTIMENT_FLIP),
                        TestSchema.ample()))
                .isFalse();
        assertThat(schema.value("SELECT COUNT(*) FROM review")).isEqualTo("0");
    }
}
