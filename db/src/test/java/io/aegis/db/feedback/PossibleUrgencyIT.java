/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoredFeedback;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PossibleUrgencyIT {

    private static final Labels URGENT = new Labels(Sentiment.NEGATIVE, Set.of(Topic.SECURITY), true);

    private TestSchema schema;
    private Alerts alerts;
    private MariaDbFeedbackStore store;
    private PossibleUrgency urgency;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        alerts = new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch);
        store = new MariaDbFeedbackStore(
                schema.database(), alerts, UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
        urgency = new PossibleUrgency(schema.database(), UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID stored(NewFeedback feedback) throws Exception {
        return store.store(feedback, TestSchema.ample()).row().id();
    }

    private UUID changed(String text, String how) throws Exception {
        UUID id = stored(Samples.feedback(text));
        schema.change("UPDATE feedback SET " + how + " WHERE id = '" + id + "'");
        return id;
    }

    @Test
    void only_rows_are_marked_of_which_nobody_has_said_more() throws Exception {
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            all.add(changed("in English, number " + i, "language = 'en'"));
        }
        all.add(changed("too short to tell", "language = 'und'"));
        all.add(stored(Samples.feedback("urgent by a rule", URGENT, Samples.NOON)));
        all.add(changed("decided", "language = 'en', decided_at = UTC_TIMESTAMP(6)"));
        all.add(stored(Samples.answered(Samples.feedback("of an LLM"), Samples.verdict(Samples.BILLING))));
        all.add(stored(Samples.unreadable("Paczka", "pl", Samples.NOON)));
        all.add(changed("Auf Deutsch", "language = 'de'"));
        all.add(UUID.randomUUID());

        assertThat(urgency.mark(all, TestSchema.ample())).isEqualTo(71);
        assertThat(urgency.mark(all, TestSchema.ample())).isZero();
        assertThat(urgency.mark(List.of(), TestSchema.ample())).isZero();

        assertThat(schema.value("SELECT GROUP_CONCAT(clean_content ORDER BY clean_content) FROM feedback"
                        + " WHERE NOT possibly_urgent"))
                .isEqualTo("Auf Deutsch,decided,of an LLM,Paczka,urgent by a rule");
        assertThat(schema.value("SELECT SUM(version) FROM feedback WHERE needs_review AND possibly_urgent"))
                .isEqualTo("71");
        assertThat(schema.value("SELECT CONCAT(COUNT(*), MAX(reasons)) FROM review WHERE is_open"
                        + " AND FIND_IN_SET('POSSIBLY_URGENT', reasons)"))
                .isEqualTo("71POSSIBLY_URGENT");
    }

    @Test
    void what_may_be_urgent_is_healed_before_what_may_not_and_after_what_is() throws Exception {
        UUID calm = stored(Samples.feedback("the newest", Samples.BILLING, Samples.NOON.plusSeconds(9)));
        UUID possibly = changed("implied", "language = 'en'");
        UUID urgent = stored(Samples.feedback("said", URGENT, Samples.NOON.minusSeconds(9)));
        urgency.mark(List.of(possibly), TestSchema.ample());
        FeedbackHealing healing =
                new FeedbackHealing(schema.database(), alerts, UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
        UUID token = UUID.randomUUID();

        assertThat(healing.claim(token, 9, Duration.ofMinutes(1), FeedbackHealing.Due.USUAL, TestSchema.ample()))
                .extracting(StoredFeedback::id)
                .containsExactly(urgent, possibly, calm);

        healing.heal(Samples.upgrade(possibly, Samples.BILLING, Set.of()), token, TestSchema.ample());
        assertThat(schema.value(
                        "SELECT CONCAT(possibly_urgent, needs_review) FROM feedback WHERE id = '" + possibly + "'"))
                .isEqualTo("00");
        assertThat(schema.value("SELECT COUNT(*) FROM review")).isEqualTo("0");
    }
}
