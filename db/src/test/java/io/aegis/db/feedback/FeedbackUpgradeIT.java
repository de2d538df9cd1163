/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.feedback.Priority;
import io.aegis.review.ReviewReason;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoredFeedback;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Verdicts that come after a row was stored. */
class FeedbackUpgradeIT extends FeedbackStoreFixture {

    @Test
    void a_fallback_row_takes_a_late_verdict() throws Exception {
        NewFeedback feedback = Samples.feedback("late verdict");
        inserted(feedback);
        var upgrade = Samples.upgrade(feedback.id(), HAPPY, Set.of());
        assertThat(store.upgrade(upgrade, TestSchema.ample())).isTrue();
        StoredFeedback row = found(feedback);
        assertThat(row.analysis()).isEqualTo(upgrade.analysis());
        assertThat(row.analysis().priority()).isEqualTo(Priority.HIGH);
        assertThat(row.evidence()).isEqualTo(feedback.heuristic().evidence());
        assertThat(row.version()).isOne();
        assertThat(row.updatedAt()).isEqualTo(LATER);
        assertThat(row.needsReview()).isFalse();
        assertThat(schema.value("SELECT department FROM feedback WHERE id = '" + row.id() + "'"))
                .isEqualTo("SUPPORT");
        assertThat(count("analysis", row.id())).isEqualTo("2");
    }

    @Test
    void a_row_takes_one_late_verdict_only_and_the_audit_trail_all() throws Exception {
        NewFeedback feedback = Samples.feedback("two late verdicts");
        inserted(feedback);
        store.upgrade(Samples.upgrade(feedback.id(), HAPPY, Set.of()), TestSchema.ample());
        StoredFeedback upgraded = found(feedback);
        assertThat(store.upgrade(Samples.upgrade(feedback.id(), URGENT, Set.of()), TestSchema.ample()))
                .isFalse();
        assertThat(found(feedback)).isEqualTo(upgraded);
        assertThat(schema.value("SELECT GROUP_CONCAT(applied ORDER BY id) FROM analysis WHERE feedback_id = '"
                        + feedback.id() + "'"))
                .isEqualTo("1,1,0");
        assertThat(count("alert_outbox", feedback.id())).isEqualTo("0");
    }

    @Test
    void what_a_person_decided_stays() throws Exception {
        NewFeedback feedback = Samples.feedback("decided by a person");
        inserted(feedback);
        schema.change("UPDATE feedback SET decided_at = NOW() WHERE id = '" + feedback.id() + "'");
        assertThat(store.upgrade(Samples.upgrade(feedback.id(), HAPPY, Set.of()), TestSchema.ample()))
                .isFalse();
        assertThat(found(feedback).analysis()).isEqualTo(feedback.analysis());
        assertThat(count("analysis", feedback.id())).isEqualTo("2");
    }

    @Test
    void an_unknown_row_takes_no_verdict() throws Exception {
        assertThat(store.upgrade(
                        Samples.upgrade(UuidCreator.getTimeOrderedEpoch(), HAPPY, Set.of()), TestSchema.ample()))
                .isFalse();
    }

    @Test
    void a_late_verdict_that_calls_urgent_alerts() throws Exception {
        NewFeedback feedback = Samples.feedback("urgent after all");
        inserted(feedback);
        store.upgrade(Samples.upgrade(feedback.id(), URGENT, Set.of(ReviewReason.URGENCY_MISSED)), TestSchema.ample());
        assertThat(count("alert_outbox", feedback.id())).isEqualTo("2");
        assertThat(found(feedback).needsReview()).isTrue();
        assertThat(schema.value("SELECT reasons FROM review WHERE feedback_id = '" + feedback.id() + "'"))
                .isEqualTo("URGENCY_MISSED");
    }

    @Test
    void an_urgent_row_alerts_once_whatever_comes_later() throws Exception {
        NewFeedback feedback = Samples.feedback("urgent from the start", URGENT, Samples.NOON);
        inserted(feedback);
        assertThat(store.upgrade(Samples.upgrade(feedback.id(), URGENT, Set.of()), TestSchema.ample()))
                .isTrue();
        assertThat(count("alert_outbox", feedback.id())).isEqualTo("2");
    }

    @Test
    void a_late_verdict_joins_a_review_that_is_open() throws Exception {
        NewFeedback feedback = Samples.with(Samples.feedback("open review"), Set.of(ReviewReason.SUSPECTED_INJECTION));
        inserted(feedback);
        store.upgrade(Samples.upgrade(feedback.id(), HAPPY, Set.of(ReviewReason.SENTIMENT_FLIP)), TestSchema.ample());
        assertThat(schema.value("SELECT CONCAT_WS(' ', COUNT(*), MAX(reasons), COUNT(llm_id)) FROM review"
                        + " WHERE feedback_id = '" + feedback.id() + "'"))
                .isEqualTo("1 SENTIMENT_FLIP,SUSPECTED_INJECTION 1");
        assertThat(found(feedback).needsReview()).isTrue();
    }

    @Test
    void a_slow_clock_never_sets_the_time_of_change_back() throws Exception {
        Instant future = LATER.plus(1, ChronoUnit.DAYS);
        NewFeedback feedback = Samples.feedback("from the future", Samples.BILLING, future);
        inserted(feedback);
        store.upgrade(Samples.upgrade(feedback.id(), HAPPY, Set.of()), TestSchema.ample());
        assertThat(found(feedback).updatedAt()).isEqualTo(future);
    }
}
