/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.reviews.ReviewDecision;
import io.aegis.db.reviews.ReviewQueries;
import io.aegis.db.reviews.ReviewStore;
import io.aegis.db.vectors.FeedbackVector;
import io.aegis.db.vectors.FeedbackVectorStore;
import io.aegis.embedding.Embedding;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.learning.LearnedVerdict;
import io.aegis.learning.TopicExample;
import io.aegis.storage.NewFeedback;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearnedVerdictsIT {

    private static final String MODEL = "of this test";
    private static final LearnedVerdict SECURITY = new LearnedVerdict(
            labels(Sentiment.NEGATIVE, Topic.SECURITY), 0.8, List.of(new UUID(0x7000, 1), new UUID(0x7000, 2)));

    /** As the row's own, but for these. */
    private static Labels labels(Sentiment sentiment, Topic topic) {
        return new Labels(sentiment, Set.of(topic), false);
    }

    private TestSchema schema;
    private MariaDbFeedbackStore store;
    private LearnedVerdicts verdicts;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        store = new MariaDbFeedbackStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
        verdicts = new LearnedVerdicts(
                schema.database(),
                new Alerts(List.of("webhook"), UuidCreator::getTimeOrderedEpoch),
                MODEL,
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID stored(NewFeedback feedback, String how) throws Exception {
        UUID id = store.store(feedback, TestSchema.ample()).row().id();
        schema.change("UPDATE feedback SET " + how + " WHERE id = '" + id + "'");
        new FeedbackVectorStore(schema.database(), MODEL, Clock.systemUTC())
                .store(List.of(new FeedbackVector(id, Embedding.of(new byte[Embedding.LENGTH]))), TestSchema.ample());
        return id;
    }

    private LearnedRow only() throws Exception {
        return verdicts.page(LearnedVerdicts.FIRST, 9, TestSchema.ample()).getFirst();
    }

    private int apply(LearnedRow row, Optional<LearnedVerdict> verdict, int version) throws Exception {
        return verdicts.apply(LearnedChange.of(row, verdict, version).stream().toList(), TestSchema.ample());
    }

    @Test
    void a_row_takes_what_was_learned_another_version_of_it_and_the_rules_again() throws Exception {
        UUID id = stored(Samples.feedback("charged twice"), "language = 'en'");
        LearnedRow row = only();

        assertThat(apply(row, Optional.of(SECURITY), 3)).isOne();
        assertThat(apply(row, Optional.of(SECURITY), 3))
                .as("it has changed since")
                .isZero();
        assertThat(schema.value(
                        "SELECT CONCAT_WS(' ', topics, department, confidence, source, provider) FROM feedback"))
                .isEqualTo("1 INFOSEC 0.8 FALLBACK learned:v3");
        assertThat(schema.value("SELECT evidence FROM feedback"))
                .isEqualTo("[\"charge-twice\",\"no-\\\"reply\\\"\",\"similar:" + new UUID(0x7000, 1) + "\",\"similar:"
                        + new UUID(0x7000, 2) + "\"]");
        assertThat(schema.value("SELECT GROUP_CONCAT(lane, ' ', provider, ' ', topics ORDER BY id) FROM analysis"))
                .isEqualTo("HEURISTIC vader-regex 2,HEURISTIC learned:v3 1");

        LearnedRow carrying = only();
        assertThat(carrying.evidence().ruled().topics()).containsExactly(Topic.BILLING);
        assertThat(carrying.evidence().rules()).containsExactly("charge-twice", "no-\"reply\"");
        assertThat(LearnedChange.of(carrying, Optional.of(SECURITY), 3)).isEmpty();
        assertThat(apply(carrying, Optional.of(SECURITY), 4)).isOne();

        LearnedVerdict agreeing = new LearnedVerdict(labels(Sentiment.NEGATIVE, Topic.BILLING), 1, List.of());
        assertThat(apply(only(), Optional.of(agreeing), 4)).isOne();
        assertThat(schema.value(
                        "SELECT CONCAT_WS(' ', topics, department, confidence, provider, version) FROM feedback"))
                .isEqualTo("2 FINANCE 0.5 vader-regex 3");
        assertThat(LearnedChange.of(only(), Optional.empty(), 0)).isEmpty();
        assertThat(verdicts.find(List.of(id, UUID.randomUUID()), TestSchema.ample()))
                .singleElement()
                .isEqualTo(only());
    }

    @Test
    void urgency_and_sentiment_raise_the_priority_and_an_alert_until_they_are_taken_back() throws Exception {
        UUID id = stored(
                Samples.feedback("my mother is locked in"),
                // A routing rule has raised it, which is no verdict.
                "language = 'en', priority = 'CRITICAL', verdict_priority = 'LOW', created_at = UTC_TIMESTAMP(6)");
        schema.change("INSERT INTO submission (feedback_id, submitted_at, id, channel) VALUES ('" + id
                + "', UTC_TIMESTAMP(6), UUID(), 'chat')");
        LearnedRow row = only();
        assertThat(row.evidence().channel()).contains("chat");
        assertThat(row.evidence().compound()).isNotZero();
        Labels angry = labels(Sentiment.POSITIVE, Topic.BILLING);
        LearnedVerdict urgent = new LearnedVerdict(angry.withUrgent(true), .9, List.of());

        assertThat(apply(row, Optional.of(urgent), 5)).isOne();
        assertThat(carried()).isEqualTo("POSITIVE 1 HIGH LOW learned:v5");
        assertThat(schema.value("SELECT GROUP_CONCAT(event, ' ', channel) FROM alert_outbox"))
                .isEqualTo("feedback.urgent webhook");
        assertThat(apply(only(), Optional.of(new LearnedVerdict(angry, .9, List.of())), 6))
                .isOne();
        assertThat(carried()).isEqualTo("POSITIVE 0 LOW LOW learned:v6");
        assertThat(apply(only(), Optional.empty(), 0)).isOne();
        assertThat(carried()).isEqualTo("NEGATIVE 0 LOW vader-regex");

        schema.change("DELETE FROM alert_outbox");
        schema.change("UPDATE feedback SET created_at = created_at - INTERVAL 2 DAY");
        assertThat(apply(only(), Optional.of(urgent), 7)).isOne();
        assertThat(schema.value("SELECT COUNT(*) FROM alert_outbox"))
                .as("nobody is woken for what is old")
                .isEqualTo("0");
    }

    private String carried() throws Exception {
        return schema.value(
                "SELECT CONCAT_WS(' ', sentiment, is_urgent, priority, ruled_priority, provider) FROM feedback");
    }

    @Test
    void neither_an_llms_row_nor_a_persons_nor_one_in_another_language_is_looked_at_or_changed() throws Exception {
        UUID row = stored(Samples.feedback("charged twice"), "language = 'en'");
        LearnedRow read = only();
        for (String how : List.of("decided_at = UTC_TIMESTAMP(6)", "source = 'AI'")) {
            schema.change("UPDATE feedback SET " + how);
            assertThat(verdicts.page(LearnedVerdicts.FIRST, 9, TestSchema.ample()))
                    .isEmpty();
            assertThat(apply(read, Optional.of(SECURITY), 1)).as(how).isZero();
            schema.change("UPDATE feedback SET decided_at = NULL, source = 'FALLBACK'");
        }
        schema.change("UPDATE feedback SET language = 'de'");
        assertThat(verdicts.find(List.of(row), TestSchema.ample())).isEmpty();
        schema.change("UPDATE feedback SET language = 'en', unreadable = TRUE");
        assertThat(verdicts.find(List.of(row), TestSchema.ample())).isEmpty();
    }

    @Test
    void labels_are_what_people_decided_and_what_llms_said_uncontested() throws Exception {
        NewFeedback answered = Samples.answered(Samples.feedback("by an LLM"), Samples.verdict(Samples.BILLING));
        UUID llm = stored(answered, "language = 'en', topics = 4");
        stored(
                Samples.answered(Samples.feedback("contested"), Samples.verdict(Samples.BILLING)),
                "needs_review = TRUE");
        stored(Samples.answered(Samples.feedback("mocked"), Samples.verdict(Samples.BILLING)), "provider = 'mock-llm'");
        stored(Samples.feedback("by rules"), "language = 'en'");
        UUID person = stored(Samples.feedback("by a person"), "decided_at = UTC_TIMESTAMP(6), topics = 8");
        LabelledTopics labels = new LabelledTopics(schema.database(), MODEL);

        List<TopicExample> all = labels.newest(10, TestSchema.ample());

        assertThat(all).extracting(TopicExample::feedback).containsExactlyInAnyOrder(llm, person);
        assertThat(all).filteredOn(TopicExample::byPerson).singleElement().satisfies(example -> {
            assertThat(example.labels().topics()).containsExactly(Topic.UX);
            assertThat(example.evidence().ruled().topics()).containsExactly(Topic.BILLING);
        });
        assertThat(labels.newest(1, TestSchema.ample()))
                .as("people first")
                .extracting(TopicExample::feedback)
                .containsExactly(person);
    }

    @Test
    void a_plain_row_that_a_person_labels_is_one_of_the_labels() throws Exception {
        UUID plain = stored(Samples.feedback("nobody asked about this"), "language = 'en'");
        LabelledTopics labels = new LabelledTopics(schema.database(), MODEL);
        assertThat(labels.newest(10, TestSchema.ample())).isEmpty();

        ReviewQueries queries = new ReviewQueries(schema.database());
        ReviewStore reviews = new ReviewStore(
                schema.database(),
                new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                Clock.systemUTC());
        Labels right = labels(Sentiment.NEUTRAL, Topic.UX);
        boolean decided = reviews.decide(
                queries.unasked(plain, TestSchema.ample()).orElseThrow(),
                new ReviewStore.Resolution(
                        ReviewDecision.CUSTOM,
                        new Analysis(right, Priority.MEDIUM, 1, AnalysisSource.FALLBACK, "vader-regex"),
                        Optional.empty(),
                        "key-1",
                        Actor.key("Ann")),
                TestSchema.ample());

        assertThat(decided).isTrue();
        assertThat(labels.newest(10, TestSchema.ample())).singleElement().satisfies(example -> {
            assertThat(example.feedback()).isEqualTo(plain);
            assertThat(example.byPerson()).isTrue();
            assertThat(example.labels()).isEqualTo(right);
        });
    }

    @Test
    void how_far_rows_were_looked_through_is_kept() throws Exception {
        assertThat(verdicts.applied(TestSchema.ample())).isZero();
        verdicts.applied(7, TestSchema.ample());
        assertThat(verdicts.applied(TestSchema.ample())).isEqualTo(7);
    }
}
