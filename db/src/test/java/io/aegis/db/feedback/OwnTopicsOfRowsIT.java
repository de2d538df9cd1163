/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.llm.LlmVerdict;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import io.aegis.topics.OwnDepartment;
import io.aegis.topics.OwnTopic;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The topics of operators that rules and the LLM give a row, on a real database. */
class OwnTopicsOfRowsIT {

    private final TestSchema schema = TestSchema.create();
    private final MariaDbFeedbackStore store = new MariaDbFeedbackStore(
            schema.database(), new Alerts(List.of("discord"), UUID::randomUUID), UUID::randomUUID, Clock.systemUTC());

    @AfterEach
    void close() {
        schema.close();
    }

    private static LlmVerdict verdict(long ownTopics) {
        LlmVerdict usual = Samples.verdict(Samples.BILLING);
        return new LlmVerdict(
                usual.labels(),
                usual.confidence(),
                usual.provider(),
                usual.promptVersion(),
                usual.latency(),
                usual.usage(),
                usual.costMicroUsd(),
                ownTopics);
    }

    private static NewFeedback feedback(NewFeedback usual, long byRules) {
        return feedback(usual, byRules, Optional.empty());
    }

    private static NewFeedback feedback(String text, long byRules, Optional<LlmVerdict> verdict) {
        return feedback(Samples.feedback(text), byRules, verdict);
    }

    private static NewFeedback feedback(NewFeedback usual, long byRules, Optional<LlmVerdict> verdict) {
        return new NewFeedback(
                usual.id(),
                usual.hash(),
                usual.rawContent(),
                usual.text(),
                usual.analysis(),
                usual.heuristic().withOwnTopics(byRules),
                verdict,
                usual.reviewReasons(),
                usual.metadata(),
                usual.createdAt());
    }

    private long carried(NewFeedback feedback) throws Exception {
        return store.find(feedback.hash(), TestSchema.ample())
                .orElseThrow()
                .learned()
                .ownTopics();
    }

    @Test
    void a_new_row_carries_those_of_the_rules_and_of_the_llm() throws Exception {
        NewFeedback both = feedback("by both of them", 1L << 59, Optional.of(verdict(0b110)));
        StoredFeedback row = store.store(both, TestSchema.ample()).row();
        assertThat(row.learned().ownTopics()).isEqualTo(1L << 59 | 0b110);
        assertThat(carried(both)).isEqualTo(1L << 59 | 0b110);
    }

    @Test
    void an_alert_names_the_department_that_a_topic_of_operators_takes_it_to() throws Exception {
        new OwnTopicStore(schema.database())
                .replace(
                        0,
                        List.of(new OwnTopic(3, "Parcels", "", "#336699", "logistics", List.of(), List.of())),
                        Optional.of(List.of(new OwnDepartment("Logistics", "#336699"))),
                        Actor.COMMAND,
                        TestSchema.ample());
        Labels urgent = new Labels(Sentiment.NEGATIVE, Set.of(Topic.BILLING), true);
        NewFeedback parcel = feedback(Samples.feedback("urgent parcel", urgent, Samples.NOON), 0b1000);
        NewFeedback bill = feedback(Samples.feedback("urgent bill", urgent, Samples.NOON), 0b0100);
        store.store(parcel, TestSchema.ample());
        store.store(bill, TestSchema.ample());
        assertThat(department(parcel)).isEqualTo("Logistics");
        assertThat(department(bill)).isEqualTo("Customer Success - Finance");
    }

    private String department(NewFeedback feedback) throws Exception {
        return schema.value("SELECT JSON_VALUE(payload, '$.department') FROM alert_outbox WHERE channel = 'discord'"
                + " AND subject_id = '" + feedback.id() + "'");
    }

    @Test
    void a_late_verdict_adds_to_them() throws Exception {
        NewFeedback late = feedback("by rules at first", 0b1, Optional.empty());
        UUID id = store.store(late, TestSchema.ample()).row().id();
        Upgrade usual = Samples.upgrade(id, Samples.BILLING, Set.of());

        assertThat(store.upgrade(new Upgrade(id, usual.analysis(), verdict(0b100), Set.of()), TestSchema.ample()))
                .isTrue();

        assertThat(carried(late)).isEqualTo(0b101);
    }
}
