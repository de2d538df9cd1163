/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.llm.LlmFailure;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedbackHealingIT {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Labels URGENT = new Labels(Sentiment.NEGATIVE, Set.of(Topic.SECURITY), true);
    private static final Labels GLAD = new Labels(Sentiment.POSITIVE, Set.of(Topic.BILLING), false);

    private TestSchema schema;
    private MariaDbFeedbackStore store;
    private FeedbackHealing healing;

    @BeforeEach
    void create() {
        schema = TestSchema.create();
        Alerts alerts = new Alerts(List.of("webhook"), UuidCreator::getTimeOrderedEpoch);
        store = new MariaDbFeedbackStore(
                schema.database(), alerts, UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
        healing = new FeedbackHealing(schema.database(), alerts, UuidCreator::getTimeOrderedEpoch, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID stored(String text, Labels labels, Instant createdAt) throws DatabaseUnavailableException {
        return store.store(Samples.feedback(text, labels, createdAt), TestSchema.ample())
                .row()
                .id();
    }

    private UUID stored(String text) throws DatabaseUnavailableException {
        return stored(text, Samples.BILLING, Samples.NOON);
    }

    private List<UUID> claim(UUID token, int max) throws DatabaseUnavailableException {
        return ids(healing.claim(token, max, LEASE, FeedbackHealing.Due.USUAL, TestSchema.ample()));
    }

    private static List<UUID> ids(List<StoredFeedback> rows) {
        return rows.stream().map(StoredFeedback::id).toList();
    }

    @Test
    void urgent_rows_come_first_then_the_newest_and_only_the_heuristics_own() throws Exception {
        UUID old = stored("an old one");
        UUID young = stored("a young one", Samples.BILLING, Samples.NOON.plusSeconds(60));
        UUID urgent = stored("an old and urgent one", URGENT, Samples.NOON.minusSeconds(60));
        store.store(
                Samples.answered(Samples.feedback("answered by the LLM"), Samples.verdict(GLAD)), TestSchema.ample());
        UUID decided = stored("decided by a person");
        schema.change("UPDATE feedback SET decided_at = UTC_TIMESTAMP(6) WHERE id = '" + decided + "'");

        assertThat(healing.waiting(TestSchema.ample())).isEqualTo(3);
        assertThat(claim(UUID.randomUUID(), 2)).containsExactly(urgent, young);
        assertThat(claim(UUID.randomUUID(), 2)).containsExactly(old);
        assertThat(claim(UUID.randomUUID(), 2)).isEmpty();
    }

    @Test
    void a_lease_that_has_ended_is_anybodys_and_its_token_is_worth_nothing() throws Exception {
        UUID id = stored("of a worker that died");
        UUID dead = UUID.randomUUID();
        UUID alive = UUID.randomUUID();
        claim(dead, 1);
        schema.change("UPDATE healing SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");

        assertThat(claim(alive, 1)).containsExactly(id);
        assertThat(healing.failed(
                        id, dead, LlmFailure.TIMEOUT, Duration.ofHours(1), Duration.ofHours(1), TestSchema.ample()))
                .isFalse();
        healing.release(List.of(id), dead, TestSchema.ample());
        assertThat(claim(UUID.randomUUID(), 1)).isEmpty();
        healing.release(List.of(id), alive, TestSchema.ample());
        assertThat(claim(UUID.randomUUID(), 1)).containsExactly(id);
    }

    @Test
    void a_failed_row_is_put_off_for_longer_each_time_unless_somebody_asks() throws Exception {
        UUID id = stored("that no LLM understands");
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            UUID token = UUID.randomUUID();
            assertThat(claim(token, 1)).containsExactly(id);
            healing.failed(
                    id,
                    token,
                    LlmFailure.BAD_ANSWER,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    TestSchema.ample());
            delays.add(Long.parseLong(schema.value(
                    "SELECT ROUND(TIMESTAMPDIFF(MICROSECOND, failed_at, next_attempt_at) / 1000000) FROM healing")));
            assertThat(claim(UUID.randomUUID(), 1)).isEmpty();
            schema.change("UPDATE healing SET next_attempt_at = failed_at");
        }

        assertThat(delays).containsExactly(10L, 20L, 30L, 30L);
        assertThat(schema.value("SELECT CONCAT(attempts, last_failure) FROM healing"))
                .isEqualTo("4BAD_ANSWER");
    }

    @Test
    void who_asks_gets_rows_that_are_put_off_but_not_those_that_failed_since() throws Exception {
        UUID id = stored("that is put off");
        UUID first = UUID.randomUUID();
        claim(first, 1);
        healing.failed(id, first, LlmFailure.SERVER, Duration.ofHours(1), Duration.ofHours(2), TestSchema.ample());
        Instant asked = healing.now(TestSchema.ample());

        UUID second = UUID.randomUUID();
        assertThat(ids(healing.claim(second, 9, LEASE, FeedbackHealing.Due.everything(asked), TestSchema.ample())))
                .containsExactly(id);
        healing.failed(id, second, LlmFailure.SERVER, Duration.ofHours(1), Duration.ofHours(2), TestSchema.ample());
        assertThat(healing.claim(
                        UUID.randomUUID(), 9, LEASE, FeedbackHealing.Due.everything(asked), TestSchema.ample()))
                .isEmpty();
    }

    @Test
    void a_row_about_which_the_online_application_may_still_be_asking_is_left_alone_unless_somebody_asks()
            throws Exception {
        UUID id = stored("posted just now", Samples.BILLING, healing.now(TestSchema.ample()));

        assertThat(claim(UUID.randomUUID(), 9)).isEmpty();
        assertThat(ids(healing.claim(
                        UUID.randomUUID(),
                        9,
                        LEASE,
                        FeedbackHealing.Due.everything(healing.now(TestSchema.ample())),
                        TestSchema.ample())))
                .containsExactly(id);
    }

    @Test
    void a_healed_row_carries_the_verdict_and_its_lease_is_gone() throws Exception {
        UUID id = stored("to be healed");
        UUID token = UUID.randomUUID();
        claim(token, 1);

        assertThat(healing.heal(
                        Samples.upgrade(id, URGENT, Set.of(ReviewReason.URGENCY_MISSED)), token, TestSchema.ample()))
                .isTrue();

        StoredFeedback row = new FeedbackQueries(schema.database())
                .get(id, TestSchema.ample())
                .orElseThrow();
        assertThat(row.analysis().source()).isEqualTo(AnalysisSource.AI);
        assertThat(row.analysis().labels()).isEqualTo(URGENT);
        assertThat(row.needsReview()).isTrue();
        assertThat(schema.value("SELECT COUNT(*) FROM healing")).isEqualTo("0");
        assertThat(schema.value("SELECT COUNT(*) FROM alert_outbox")).isEqualTo("1");
        assertThat(healing.waiting(TestSchema.ample())).isZero();
    }

    @Test
    void a_persons_decision_outlives_a_verdict_that_comes_after_it() throws Exception {
        UUID id = stored("decided while the LLM was thinking");
        UUID token = UUID.randomUUID();
        claim(token, 1);
        schema.change("UPDATE feedback SET decided_at = UTC_TIMESTAMP(6) WHERE id = '" + id + "'");

        assertThat(healing.heal(Samples.upgrade(id, GLAD, Set.of()), token, TestSchema.ample()))
                .isFalse();

        assertThat(schema.value("SELECT sentiment FROM feedback")).isEqualTo("NEGATIVE");
        assertThat(schema.value("SELECT COUNT(*) FROM analysis WHERE lane = 'LLM' AND NOT applied"))
                .isEqualTo("1");
        assertThat(schema.value("SELECT COUNT(*) FROM healing")).isEqualTo("0");
    }

    @Test
    void many_claimers_at_once_never_get_one_row_twice() throws Exception {
        for (int i = 0; i < 120; i++) {
            stored("shared row number " + i, Samples.BILLING, Samples.NOON.plusSeconds(i));
        }
        List<UUID> claimed = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService claimers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(claimers.submit(() -> {
                    List<UUID> mine;
                    do {
                        mine = claim(UUID.randomUUID(), 7);
                        claimed.addAll(mine);
                    } while (!mine.isEmpty());
                    return mine;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(claimed).doesNotHaveDuplicates();
        // Claimers pass over what others have locked at that moment.
        claimed.addAll(claim(UUID.randomUUID(), FeedbackHealing.MAX_CLAIM));
        assertThat(claimed).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void asking_for_healing_counts_and_queues_one_request_until_it_is_begun() throws Exception {
        stored("one row to heal");
        stored("another row to heal");
        HealingRequests requests = new HealingRequests(schema.database(), UuidCreator::getTimeOrderedEpoch);

        HealingRequests.Requested first = requests.ask(Actor.COMMAND, TestSchema.ample());
        HealingRequests.Requested again = requests.ask(Actor.COMMAND, TestSchema.ample());

        assertThat(first.queued()).isEqualTo(2);
        assertThat(again).isEqualTo(first);
        assertThat(schema.value("SELECT CONCAT(job_name, parameters) FROM job_request"))
                .isEqualTo("feedback-reconcile{\"on_demand\":true}");
        schema.change("UPDATE job_request SET state = 'LAUNCHED'");
        assertThat(requests.ask(Actor.COMMAND, TestSchema.ample()).request()).isNotEqualTo(first.request());
        assertThat(schema.value("SELECT COUNT(*) FROM audit_log WHERE action = 'RECONCILE'"))
                .isEqualTo("3");
    }

    @Test
    void what_no_rules_can_read_comes_before_all_else() throws Exception {
        UUID urgent = stored("urgent and in English", URGENT, Samples.NOON);
        UUID polish = store.store(Samples.unreadable("Paczka", "pl", Samples.NOON.minusSeconds(60)), TestSchema.ample())
                .row()
                .id();

        assertThat(claim(UUID.randomUUID(), 9)).containsExactly(polish, urgent);
    }

    @Test
    void an_llms_answer_takes_back_the_review_of_what_no_rules_could_read() throws Exception {
        UUID id = store.store(Samples.unreadable("Paczka", "pl", Samples.NOON), TestSchema.ample())
                .row()
                .id();
        UUID token = UUID.randomUUID();
        claim(token, 1);

        assertThat(healing.heal(Samples.upgrade(id, GLAD, Set.of()), token, TestSchema.ample()))
                .isTrue();

        StoredFeedback row = new FeedbackQueries(schema.database())
                .get(id, TestSchema.ample())
                .orElseThrow();
        assertThat(row.needsReview()).isFalse();
        assertThat(row.evidence().language()).isEqualTo("pl");
        assertThat(row.evidence().reliable()).isFalse();
        assertThat(schema.value("SELECT COUNT(*) FROM review")).isEqualTo("0");
    }

    @Test
    void a_review_that_has_another_reason_stays_for_that() throws Exception {
        UUID id = store.store(
                        Samples.with(
                                Samples.unreadable("Paczka", "pl", Samples.NOON),
                                Set.of(ReviewReason.LANGUAGE, ReviewReason.SUSPECTED_INJECTION)),
                        TestSchema.ample())
                .row()
                .id();
        UUID token = UUID.randomUUID();
        claim(token, 1);

        healing.heal(Samples.upgrade(id, GLAD, Set.of()), token, TestSchema.ample());

        assertThat(schema.value("SELECT reasons FROM review")).isEqualTo("SUSPECTED_INJECTION");
        assertThat(schema.value("SELECT needs_review FROM feedback")).isEqualTo("1");
    }
}
