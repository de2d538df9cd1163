/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.audit.Actor;
import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.topics.OwnTopicStore;
import io.aegis.db.topics.StoredTopics;
import io.aegis.heuristic.TopicRule;
import io.aegis.testing.Await;
import io.aegis.topics.OwnTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The job that brings topics of operators to rows that are there already, on a real database. */
class OwnTopicsJobIT {

    /** The language model is loaded on a machine that does much else. */
    private static final Duration AMPLE = Duration.ofSeconds(90);

    private final TestDatabase database = TestDatabase.create();
    private final OwnTopicStore store = new OwnTopicStore(database.database());

    @AfterEach
    void close() {
        database.close();
    }

    private static OwnTopic topic(int number, String name, String pattern, String... examples) {
        List<TopicRule> rules =
                pattern.isEmpty() ? List.of() : List.of(new TopicRule(List.of(pattern), List.of(), 1, false, 1));
        return new OwnTopic(number, name, "", "#336699", "Logistics", rules, List.of(examples));
    }

    private void text(int number, String text, long carried) throws Exception {
        database.change("""
                INSERT INTO feedback (id, content_hash, raw_content, clean_content, sentiment, topics, is_urgent, priority,
                  department, confidence, source, provider, vader_neg, vader_neu, vader_pos, vader_compound,
                  adjusted_compound, evidence, language, unreadable, own_topics, needs_review, submissions,
                  last_submitted_at, created_at, updated_at)
                VALUES ('00000000-0000-7000-8000-%012d', UNHEX(SHA2('%d', 256)), '%s', '%s',
                  'NEUTRAL', 16, FALSE, 'LOW', 'SUPPORT', 0.5, 'FALLBACK', 'vader-regex', 0, 1, 0, 0, 0, '[]', 'en', FALSE,
                  %d, FALSE, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""".formatted(number, number, text, text, carried));
    }

    private long carried(int number) throws Exception {
        return database.number(
                "SELECT own_topics FROM feedback WHERE content_hash = UNHEX(SHA2('" + number + "', 256))");
    }

    /** As if the list had changed a while ago. */
    private void settle() throws Exception {
        database.change("UPDATE own_topic_list SET changed_at = changed_at - INTERVAL 1 HOUR");
        database.change("UPDATE own_topic_retired SET retired_at = retired_at - INTERVAL 1 HOUR");
    }

    private void run(String job) throws Exception {
        UUID request = UUID.randomUUID();
        new JobRequests(database.database())
                .add(new JobRequest(request, job, Map.of(), JobRequest.ONLINE), TestDatabase.ample());
        Await.until(
                job + " completes",
                AMPLE,
                () -> database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION JOIN job_request"
                                + " ON execution_id = JOB_EXECUTION_ID WHERE STATUS = 'COMPLETED' AND id = '" + request
                                + "'")
                        == 1);
    }

    @Test
    void rows_get_changed_topics_and_lose_removed_ones_whose_numbers_are_free_then() throws Exception {
        text(1, "My parcel is late", 0b1);
        text(2, "The app is lovely", 0b11);
        text(3, "A parcel of joy", 0b100);
        store.replace(
                0, List.of(topic(0, "Old", ""), topic(1, "Apps", "app"), topic(2, "Kept", "")), Actor.COMMAND, TestDatabase.ample());
        try (ConfigurableApplicationContext _ = database.start(Map.of("AEGIS_EMBEDDINGS", "off"))) {
            settle();
            run("own-topics");
            assertThat(List.of(carried(1), carried(2), carried(3))).containsExactly(0L, 0b10L, 0L);
            assertThat(store.read(TestDatabase.ample()).appliedVersion()).isEqualTo(1);

            // What nobody changed is left to whoever gave it.
            database.change("UPDATE feedback SET own_topics = own_topics | 5");
            store.replace(
                    1,
                    List.of(topic(1, "Apps", "app"), topic(2, "Kept", ""), topic(3, "Parcels", "parcel")),
                    Actor.COMMAND, TestDatabase.ample());
            settle();
            run("own-topics");
        }
        assertThat(List.of(carried(1), carried(2), carried(3))).containsExactly(0b1100L, 0b110L, 0b1100L);
        StoredTopics stored = store.read(TestDatabase.ample());
        assertThat(stored.appliedVersion()).isEqualTo(2);
        assertThat(stored.retired()).isEmpty();
    }

    @Test
    void a_list_that_changed_just_now_waits_until_everybody_knows_it() throws Exception {
        text(1, "My parcel is late", 0);
        store.replace(0, List.of(topic(0, "Parcels", "parcel")), Actor.COMMAND, TestDatabase.ample());
        database.change("UPDATE own_topic_list SET changed_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR");
        try (ConfigurableApplicationContext _ = database.start(Map.of("AEGIS_EMBEDDINGS", "off"))) {
            run("own-topics");
        }
        assertThat(carried(1)).isZero();
        assertThat(store.read(TestDatabase.ample()).appliedVersion()).isZero();
    }

    @Test
    void texts_like_the_examples_get_the_topic_when_the_list_changes_and_when_their_vector_is_made() throws Exception {
        text(1, "When will the courier finally bring the box that I ordered?", 0);
        text(2, "The colours of the new screen are beautiful", 0);
        OwnTopic delivery = topic(
                0,
                "Delivery",
                "",
                "My delivery has not arrived yet",
                "The courier did not bring my order",
                "When will my package be delivered?");
        try (ConfigurableApplicationContext _ = database.start(Map.of())) {
            run("feedback-embed");
            store.replace(0, List.of(delivery), Actor.COMMAND, TestDatabase.ample());
            settle();
            run("own-topics");
            assertThat(List.of(carried(1), carried(2))).containsExactly(1L, 0L);

            text(3, "My order was never delivered by the courier", 0);
            run("feedback-embed");
            run("own-topics");
        }
        assertThat(List.of(carried(1), carried(2), carried(3))).containsExactly(1L, 0L, 1L);
        assertThat(database.number("SELECT version FROM feedback ORDER BY id DESC LIMIT 1"))
                .isZero();
    }
}
