/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.feedback.Samples;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxStoreIT {

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int MAX_ATTEMPTS = 3;

    private final TestSchema schema = TestSchema.create();
    private final OutboxStore outbox = new OutboxStore(schema.database(), MAX_ATTEMPTS);
    private final UUID token = UUID.randomUUID();

    @BeforeEach
    void nothing_waits_at_first() throws Exception {
        assertThat(outbox.depth(TestSchema.ample())).isEqualTo(new OutboxDepth(0, 0, Optional.empty()));
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID raise(String event, UUID subject, String... channels) throws DatabaseUnavailableException {
        Alerts alerts = new Alerts(List.of(channels), UuidCreator::getTimeOrderedEpoch);
        return schema.database().transaction(TestSchema.ample(), execute -> {
            alerts.raise(execute, event, subject, "{\"id\": \"" + subject + "\"}");
            return subject;
        });
    }

    private UUID raise() throws DatabaseUnavailableException {
        return raise("feedback.urgent", UuidCreator.getTimeOrderedEpoch(), "discord");
    }

    private List<ClaimedAlert> claim(UUID owner) throws DatabaseUnavailableException {
        return outbox.claim(owner, "discord", 10, LEASE, TestSchema.ample());
    }

    private void endLeases() throws Exception {
        schema.change("UPDATE alert_outbox SET lease_until = NOW(6) - INTERVAL 1 SECOND WHERE lease_until IS NOT NULL");
    }

    @Test
    void a_raised_alert_is_claimed_with_all_that_delivery_needs() throws Exception {
        UUID subject = raise();
        assertThat(claim(token)).singleElement().satisfies(alert -> {
            assertThat(alert.event()).isEqualTo("feedback.urgent");
            assertThat(alert.subject()).isEqualTo(subject);
            assertThat(alert.channel()).isEqualTo("discord");
            assertThat(alert.payload()).isEqualTo("{\"id\": \"" + subject + "\"}");
            assertThat(alert.attempts()).isOne();
        });
    }

    @Test
    void the_channels_that_something_waits_for_are_named_with_the_longest_wait_first() throws Exception {
        raise("feedback.urgent", UuidCreator.getTimeOrderedEpoch(), "late", "new");
        raise("feedback.urgent", UuidCreator.getTimeOrderedEpoch(), "latest");
        schema.change("UPDATE alert_outbox SET created_at = created_at - INTERVAL 5 MINUTE WHERE channel = 'late'");
        schema.change("UPDATE alert_outbox SET created_at = created_at - INTERVAL 9 MINUTE WHERE channel = 'latest'");
        assertThat(outbox.waiting(Duration.ofMinutes(1), 5, TestSchema.ample())).containsExactly("latest", "late");
        assertThat(outbox.waiting(Duration.ofMinutes(1), 1, TestSchema.ample())).containsExactly("latest");
    }

    @Test
    void the_same_news_goes_to_a_channel_once() throws Exception {
        UUID subject = raise();
        raise("feedback.urgent", subject, "discord", "webhook");
        raise("feedback.regressed", subject, "discord");
        assertThat(outbox.depth(TestSchema.ample()).pending()).isEqualTo(3);
    }

    @Test
    void a_channel_that_could_not_be_stored_is_refused_beforehand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Alerts(List.of("x".repeat(33)), UuidCreator::getTimeOrderedEpoch));
    }

    @Test
    void while_a_lease_lasts_nobody_else_gets_the_alert() throws Exception {
        raise();
        assertThat(claim(token)).hasSize(1);
        assertThat(claim(UUID.randomUUID())).isEmpty();
        assertThat(outbox.depth(TestSchema.ample()).pending()).isOne();
    }

    @Test
    void an_alert_whose_worker_died_is_claimed_by_another_and_the_dead_one_has_no_say() throws Exception {
        raise();
        UUID id = claim(token).getFirst().id();
        endLeases();
        UUID other = UUID.randomUUID();
        assertThat(claim(other))
                .singleElement()
                .satisfies(alert -> assertThat(alert.attempts()).isEqualTo(2));
        assertThat(outbox.delivered(id, token, TestSchema.ample())).isFalse();
        assertThat(outbox.retryLater(id, token, Duration.ZERO, "late", TestSchema.ample()))
                .isFalse();
        assertThat(outbox.delivered(id, other, TestSchema.ample())).isTrue();
    }

    @Test
    void a_delivered_alert_is_done() throws Exception {
        raise();
        UUID id = claim(token).getFirst().id();
        assertThat(outbox.delivered(id, token, TestSchema.ample())).isTrue();
        assertThat(claim(UUID.randomUUID())).isEmpty();
        assertThat(outbox.depth(TestSchema.ample()).pending()).isZero();
        assertThat(schema.value("SELECT delivered_at IS NOT NULL FROM alert_outbox"))
                .isEqualTo("1");
    }

    @Test
    void a_failed_alert_is_due_again_after_its_delay() throws Exception {
        raise();
        UUID id = claim(token).getFirst().id();
        assertThat(outbox.retryLater(id, token, Duration.ofHours(1), "😀".repeat(600), TestSchema.ample()))
                .isTrue();
        assertThat(claim(token)).isEmpty();
        assertThat(schema.value("SELECT CHAR_LENGTH(last_error) FROM alert_outbox"))
                .isEqualTo("500");
        schema.change("UPDATE alert_outbox SET next_attempt_at = NOW(6)");
        assertThat(claim(token)).hasSize(1);
    }

    @Test
    void an_alert_that_fails_too_often_is_given_up_and_stays_visible() throws Exception {
        raise();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            ClaimedAlert alert = claim(token).getFirst();
            assertThat(alert.attempts()).isEqualTo(attempt);
            outbox.retryLater(alert.id(), token, Duration.ZERO, "refused", TestSchema.ample());
        }
        assertThat(claim(token)).isEmpty();
        OutboxDepth depth = outbox.depth(TestSchema.ample());
        assertThat(depth.pending()).isZero();
        assertThat(depth.dead()).isOne();
        assertThat(schema.value("SELECT last_error FROM alert_outbox")).isEqualTo("refused");
    }

    @Test
    void the_oldest_waits_longest() throws Exception {
        raise();
        UUID older = raise();
        schema.change("UPDATE alert_outbox SET created_at = NOW(6) - INTERVAL 1 HOUR,"
                + " next_attempt_at = NOW(6) - INTERVAL 1 HOUR WHERE subject_id = '" + older + "'");
        assertThat(outbox.depth(TestSchema.ample()).oldest().orElseThrow())
                .isBetween(Duration.ofHours(1), Duration.ofHours(2));
        assertThat(outbox.claim(token, "discord", 1, LEASE, TestSchema.ample()))
                .extracting(ClaimedAlert::subject)
                .containsExactly(older);
    }

    @Test
    void each_channel_is_claimed_by_itself_and_whoever_has_waited_longest_is_first() throws Exception {
        UUID subject = raise("feedback.urgent", UuidCreator.getTimeOrderedEpoch(), "discord", "late", "ops");
        for (int i = 0; i < 30; i++) {
            raise();
        }
        schema.change("UPDATE alert_outbox SET next_attempt_at = NOW(6) - INTERVAL 1 HOUR WHERE channel = 'ops'");
        schema.change("UPDATE alert_outbox SET next_attempt_at = NOW(6) + INTERVAL 1 HOUR WHERE channel = 'late'");

        assertThat(outbox.due(TestSchema.ample())).containsExactly("ops", "discord");
        assertThat(outbox.claim(token, "ops", 10, LEASE, TestSchema.ample()))
                .extracting(ClaimedAlert::subject)
                .containsExactly(subject);
        assertThat(outbox.claim(token, "late", 10, LEASE, TestSchema.ample())).isEmpty();
    }

    @Test
    void a_look_at_what_is_due_reads_one_row_of_each_channel() throws Exception {
        for (int i = 0; i < 3; i++) {
            raise("feedback.urgent", UuidCreator.getTimeOrderedEpoch(), "discord", "ops");
        }
        schema.change("INSERT INTO alert_outbox (id, event, subject_id, channel, payload, next_attempt_at, created_at)"
                + " SELECT UUID(), 'feedback.routed', UUID(), 'ops', '{}', NOW(6), NOW(6) FROM seq_1_to_3000");
        schema.change("ANALYZE TABLE alert_outbox");

        assertThat(schema.value("EXPLAIN FORMAT = JSON SELECT channel, MIN(next_attempt_at) AS since FROM alert_outbox"
                        + " WHERE state = 'PENDING' GROUP BY channel HAVING since <= UTC_TIMESTAMP(6) ORDER BY since"))
                .contains("alert_channel", "using_index_for_group_by");
    }

    @Test
    void claimers_at_the_same_moment_never_share_an_alert() throws Exception {
        for (int i = 0; i < 60; i++) {
            raise();
        }
        List<UUID> claimed = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<ClaimedAlert>>> claims = new ArrayList<>();
            for (int worker = 0; worker < 20; worker++) {
                claims.add(
                        threads.submit(() -> outbox.claim(UUID.randomUUID(), "discord", 5, LEASE, TestSchema.ample())));
            }
            for (Future<List<ClaimedAlert>> claim : claims) {
                claim.get().forEach(alert -> claimed.add(alert.id()));
            }
        }
        claim(token).forEach(alert -> claimed.add(alert.id()));
        assertThat(claimed).doesNotHaveDuplicates();
        assertThat(claimed.size() + claimRest()).isEqualTo(60);
    }

    private int claimRest() throws DatabaseUnavailableException {
        return outbox.claim(UUID.randomUUID(), "discord", 1000, LEASE, TestSchema.ample())
                .size();
    }

    @Test
    void a_burst_is_delivered_with_the_title_of_its_group_which_is_not_kept() throws Exception {
        UUID row = Samples.stored(schema, "I was charged\ntwice this month");
        UUID group = UuidCreator.getTimeOrderedEpoch();
        schema.change(
                "INSERT INTO feedback_group (id, anchor_id, title_id, size, open_rows, first_seen_at, last_seen_at, updated_at)"
                        + " VALUES ('" + group + "', '" + row + "', '" + row + "', 20, 20, NOW(), NOW(), NOW())");
        for (String payload : List.of(
                "{\"counted_by\":\"group\",\"value\":\"" + group + "\",\"text\":\"" + BurstTitles.UNTITLED + ": 20\"}",
                "{\"counted_by\":\"topic\",\"value\":\"Billing\",\"group_id\":\"" + group
                        + "\",\"text\":\"Billing: 30, 20 of them say the same\"}",
                "{\"counted_by\":\"topic\",\"value\":\"UX\",\"text\":\"x\",\"more\":7,\"bursts\":["
                        + "{\"counted_by\":\"topic\",\"value\":\"UX\",\"text\":\"UX: 50\"},"
                        + "{\"counted_by\":\"group\",\"value\":\"" + group + "\",\"text\":\""
                        + BurstTitles.UNTITLED + ": 20\"}]}",
                "{\"counted_by\":\"topic\",\"value\":\"Billing\",\"text\":\"Billing: 30\"}")) {
            Alerts alerts = new Alerts(List.of("discord"), UuidCreator::getTimeOrderedEpoch);
            schema.database().transaction(TestSchema.ample(), execute -> {
                alerts.raise(execute, BurstTitles.EVENT, UuidCreator.getTimeOrderedEpoch(), payload);
                return true;
            });
        }

        assertThat(claim(token).stream().map(ClaimedAlert::payload))
                .satisfiesExactlyInAnyOrder(
                        payload -> assertThat(payload)
                                .contains("\"text\":\"“I was charged twice this month”: 20\"")
                                .contains("\"group_title\":\"I was charged twice this month\""),
                        payload -> assertThat(payload)
                                .contains("30, 20 of them say the same: “I was charged twice this month”\""),
                        payload -> assertThat(payload)
                                .contains(
                                        "\"text\":\"9 bursts began: UX: 50; “I was charged twice this month”: 20; and 7 more\""),
                        payload -> assertThat(payload).endsWith("\"Billing: 30\"}"));
        assertThat(schema.value("SELECT GROUP_CONCAT(payload) FROM alert_outbox"))
                .doesNotContain("charged");
    }
}
