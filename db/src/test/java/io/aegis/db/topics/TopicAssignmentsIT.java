/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.MariaDbFeedbackStore;
import io.aegis.db.feedback.Samples;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.db.vectors.FeedbackVectorStore;
import io.aegis.embedding.Embedding;
import io.aegis.topics.OwnTopic;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Topics that are brought to rows, on a real database. */
class TopicAssignmentsIT {

    private static final String MODEL = "m";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final TestSchema schema = TestSchema.create();
    private final OwnTopicStore store = new OwnTopicStore(schema.database());
    private final TopicAssignments assignments = new TopicAssignments(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    private static OwnTopic topic(int number, String name, String... examples) {
        return new OwnTopic(number, name, "", "#336699", "Logistics", List.of(), List.of(examples));
    }

    private static Embedding vector(int step) {
        byte[] steps = new byte[Embedding.LENGTH];
        steps[step] = 127;
        return Embedding.of(steps);
    }

    /** Rows in the order of their ids. */
    private List<UUID> rows(int count) throws Exception {
        MariaDbFeedbackStore feedback = new MariaDbFeedbackStore(
                schema.database(), new Alerts(List.of(), UUID::randomUUID), UUID::randomUUID, Clock.systemUTC());
        for (int i = 0; i < count; i++) {
            feedback.store(Samples.feedback("text number " + i), TestSchema.ample());
        }
        // The database has an order of its own.
        return assignments.page(MODEL, TopicAssignments.FIRST, TestSchema.ample()).stream()
                .map(TopicRow::feedback)
                .toList();
    }

    private void settle() throws Exception {
        schema.change("UPDATE own_topic_list SET changed_at = changed_at - INTERVAL 1 HOUR");
        schema.change("UPDATE own_topic_retired SET retired_at = retired_at - INTERVAL 1 HOUR");
    }

    @Test
    void all_rows_are_due_once_a_change_is_known_everywhere() throws Exception {
        assertThat(assignments.due(TestSchema.ample())).isEmpty();
        store.replace(0, List.of(topic(0, "A"), topic(5, "B")), Actor.COMMAND, TestSchema.ample());
        schema.change("UPDATE own_topic_list SET changed_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR");
        assertThat(assignments.due(TestSchema.ample())).isEmpty();

        schema.change("UPDATE own_topic_list SET changed_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR");
        TopicPass pass = assignments.due(TestSchema.ample()).orElseThrow();
        assertThat(pass.changed()).isEqualTo(0b100001);
        assertThat(pass.list().version()).isEqualTo(1);
        assertThat(pass.applied()).isEqualTo(1);
        assignments.done(pass, TestSchema.ample());
        assertThat(assignments.due(TestSchema.ample())).isEmpty();

        // Colours choose no texts; examples do.
        store.replace(
                1,
                List.of(new OwnTopic(0, "A", "", "#000000", "C", List.of(), List.of()), topic(5, "B", "an example")),
                Actor.COMMAND,
                TestSchema.ample());
        settle();
        assertThat(assignments.due(TestSchema.ample())).map(TopicPass::changed).contains(0b100000L);
    }

    @Test
    void the_number_of_a_removed_topic_is_free_once_all_rows_were_looked_through() throws Exception {
        store.replace(0, List.of(topic(0, "A"), topic(5, "B")), Actor.COMMAND, TestSchema.ample());
        settle();
        assignments.done(assignments.due(TestSchema.ample()).orElseThrow(), TestSchema.ample());
        store.replace(1, List.of(topic(0, "A")), Actor.COMMAND, TestSchema.ample());
        settle();

        TopicPass pass = assignments.due(TestSchema.ample()).orElseThrow();
        assertThat(pass.changed()).isZero();
        assertThat(pass.bits()).isEqualTo(0b100000);
        assignments.done(pass, TestSchema.ample());
        assertThat(store.read(TestSchema.ample()).retired()).isEmpty();
        assertThat(assignments.due(TestSchema.ample())).isEmpty();
    }

    @Test
    void rows_come_in_order_with_their_vectors_and_take_what_they_are_given() throws Exception {
        List<UUID> ids = rows(70);
        new FeedbackVectorStore(schema.database(), MODEL, () -> NOON)
                .store(List.of(new FeedbackVector(ids.get(1), vector(7))), TestSchema.ample());
        new FeedbackVectorStore(schema.database(), "another", () -> NOON)
                .store(List.of(new FeedbackVector(ids.get(2), vector(8))), TestSchema.ample());

        List<TopicRow> page = assignments.page(MODEL, ids.getFirst(), TestSchema.ample());
        assertThat(page).extracting(TopicRow::feedback).containsExactlyElementsOf(ids.subList(1, 70));
        assertThat(page.getFirst().vector()).contains(vector(7));
        assertThat(page.get(1).vector()).isEqualTo(Optional.empty());
        assertThat(page.getFirst().ownTopics()).isZero();

        assignments.assign(
                IntStream.range(0, 70)
                        .mapToObj(i -> new TopicChange(ids.get(i), 0, i == 3 ? 1L << 59 : 0b110))
                        .toList(),
                TestSchema.ample());
        assignments.assign(List.of(new TopicChange(ids.get(69), 0b11, 0b1)), TestSchema.ample());

        List<TopicRow> after = assignments.page(MODEL, TopicAssignments.FIRST, TestSchema.ample());
        assertThat(after.get(0).ownTopics()).isEqualTo(0b110);
        assertThat(after.get(3).ownTopics()).isEqualTo(1L << 59);
        assertThat(after.get(69).ownTopics()).isEqualTo(0b101);
        assertThat(assignments.page(MODEL, ids.getLast(), TestSchema.ample())).isEmpty();
    }

    @Test
    void new_vectors_come_in_the_order_in_which_they_were_made() throws Exception {
        List<UUID> ids = rows(3);
        for (int i = 0; i < 3; i++) {
            Instant made = NOON.minusSeconds(i);
            new FeedbackVectorStore(schema.database(), MODEL, () -> made)
                    .store(List.of(new FeedbackVector(ids.get(i), vector(i))), TestSchema.ample());
        }
        assertThat(assignments.comparedUntil(TestSchema.ample())).isBefore(NOON.minusSeconds(1_000));

        List<NewVector> all =
                assignments.newVectors(MODEL, NOON.minusSeconds(2), TopicAssignments.FIRST, TestSchema.ample());
        assertThat(all).extracting(each -> each.row().feedback()).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(all).extracting(NewVector::madeAt).last().isEqualTo(NOON);
        assertThat(assignments.newVectors(MODEL, NOON.minusSeconds(2), ids.get(2), TestSchema.ample()))
                .extracting(each -> each.row().feedback())
                .containsExactly(ids.get(1), ids.get(0));
        assertThat(assignments.newVectors(MODEL, NOON, ids.get(0), TestSchema.ample()))
                .isEmpty();

        assignments.compared(NOON, TestSchema.ample());
        assignments.compared(NOON.minusSeconds(5), TestSchema.ample());
        assertThat(assignments.comparedUntil(TestSchema.ample())).isEqualTo(NOON);
    }
}
