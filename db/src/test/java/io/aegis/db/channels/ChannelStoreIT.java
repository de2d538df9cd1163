/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.outbox.OutboxStore;
import io.aegis.settings.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelStoreIT {

    private static final StoredChannel PAGER = new StoredChannel(
            "pager",
            ChannelKind.PAGERDUTY,
            Secret.of("https://events.pagerduty.com/v2/enqueue"),
            "",
            "{{text}}",
            Optional.of(Secret.of("routing-key")),
            true);

    private final TestSchema schema = TestSchema.create();
    private final ChannelStore store = store("key");

    private ChannelStore store(String key) {
        return new ChannelStore(schema.database(), new SecretSeal(Optional.of(Secret.of(key)), new SecureRandom()));
    }

    @AfterEach
    void close() {
        schema.close();
    }

    private UUID alert() throws Exception {
        UUID subject = UuidCreator.getTimeOrderedEpoch();
        Alerts alerts = new Alerts(List.of("pager"), UuidCreator::getTimeOrderedEpoch);
        schema.database().transaction(TestSchema.ample(), execute -> {
            alerts.raise(execute, "feedback.routed", subject, "{}");
            return true;
        });
        return subject;
    }

    private ChannelState only() throws Exception {
        List<ChannelState> all = store.list(TestSchema.ample());
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void a_channel_is_kept_as_it_was_made_and_its_secrets_are_sealed() throws Exception {
        assertThat(store.put(PAGER, Actor.COMMAND, TestSchema.ample())).isTrue();

        assertThat(store.find("pager", TestSchema.ample())).contains(PAGER);
        assertThat(store.find("none", TestSchema.ample())).isEmpty();
        assertThat(only()).isEqualTo(new ChannelState(PAGER, Optional.empty(), Optional.empty(), 0, 0));
        assertThat(store.names(TestSchema.ample())).containsExactly("pager");
        assertThat(schema.value("SELECT CONCAT(address, secret) FROM channel"))
                .startsWith("aes:")
                .doesNotContain("routing-key");

        StoredChannel other = new StoredChannel(
                "pager",
                ChannelKind.EMAIL,
                Secret.of("smtp://mail.example"),
                "ops@example.com",
                "",
                Optional.empty(),
                false);
        store.put(other, Actor.COMMAND, TestSchema.ample());
        assertThat(only().channel()).isEqualTo(other);
    }

    @Test
    void only_channels_that_are_to_be_told_of_bursts_are_named_for_them() throws Exception {
        store.put(PAGER, Actor.COMMAND, TestSchema.ample());
        store.put(
                new StoredChannel("quiet", ChannelKind.SLACK, PAGER.address(), "", "", Optional.empty(), false),
                Actor.COMMAND,
                TestSchema.ample());
        assertThat(new BurstChannels(schema.database()).names(TestSchema.ample()))
                .containsExactly("pager");
    }

    @Test
    void under_another_key_the_address_is_gone_but_the_channel_is_told() throws Exception {
        store.put(PAGER, Actor.COMMAND, TestSchema.ample());

        assertThat(store("another").find("pager", TestSchema.ample())).hasValueSatisfying(channel -> {
            assertThat(channel.address().reveal()).isEmpty();
            assertThat(channel.secret()).isEmpty();
        });
    }

    @Test
    void what_was_given_up_is_counted_and_tried_again() throws Exception {
        store.put(PAGER, Actor.COMMAND, TestSchema.ample());
        alert();
        OutboxStore outbox = new OutboxStore(schema.database(), 1);
        UUID token = UUID.randomUUID();
        UUID claimed = outbox.claim(token, "pager", 1, Duration.ofMinutes(1), TestSchema.ample())
                .getFirst()
                .id();
        outbox.retryLater(claimed, token, Duration.ofHours(1), "refused", TestSchema.ample());
        store.told("pager", Optional.of("x".repeat(600)), TestSchema.ample());
        assertThat(only().failed()).isOne();
        assertThat(only().waiting()).isZero();
        assertThat(only().lastAt()).isPresent();
        assertThat(only().lastError()).contains("x".repeat(500));

        assertThat(store.replay("pager", TestSchema.ample())).isOne();
        store.told("pager", Optional.empty(), TestSchema.ample());

        assertThat(only().failed()).isZero();
        assertThat(only().waiting()).isOne();
        assertThat(only().lastError()).isEmpty();
        assertThat(outbox.claim(token, "pager", 1, Duration.ofMinutes(1), TestSchema.ample()))
                .hasSize(1);
    }

    private static StoredChannel pager(ChannelKind kind, String address, String template, String secret) {
        return new StoredChannel("pager", kind, Secret.of(address), "", template, Optional.of(Secret.of(secret)), true);
    }

    @Test
    void how_the_last_delivery_ended_is_told_of_the_receiver_that_it_went_to() throws Exception {
        String address = PAGER.address().reveal();
        for (StoredChannel other : List.of(
                pager(ChannelKind.PAGERDUTY, "https://events.eu.pagerduty.com/v2/enqueue", "{{text}}", "routing-key"),
                pager(ChannelKind.WEBHOOK, address, "{{text}}", "routing-key"),
                pager(ChannelKind.PAGERDUTY, address, "{{text}}", "another-key"))) {
            store.put(PAGER, Actor.COMMAND, TestSchema.ample());
            store.told("pager", Optional.of("refused"), TestSchema.ample());
            store.put(pager(PAGER.kind(), address, "{{id}}", "routing-key"), Actor.COMMAND, TestSchema.ample());
            assertThat(only().lastError()).as("the receiver is the same").contains("refused");

            store.put(other, Actor.COMMAND, TestSchema.ample());
            assertThat(only().lastError()).isEmpty();
            assertThat(only().lastAt()).isEmpty();
        }
    }

    /** One that was given up, one that waits, and one that was delivered. */
    private void givenUpWaitingAndDelivered() throws Exception {
        schema.change("DELETE FROM alert_outbox");
        for (int i = 0; i < 3; i++) {
            alert();
        }
        schema.change("UPDATE alert_outbox SET state = 'DEAD', last_error = 'refused' ORDER BY id LIMIT 1");
        schema.change("UPDATE alert_outbox SET state = 'DELIVERED' ORDER BY id DESC LIMIT 1");
    }

    private String dropped() throws Exception {
        return schema.value(
                "SELECT JSON_VALUE(after_value, '$.messages_dropped') FROM audit_log ORDER BY id DESC LIMIT 1");
    }

    @Test
    void with_a_channel_goes_what_it_has_not_taken_and_the_audit_log_counts_it() throws Exception {
        store.put(PAGER, Actor.COMMAND, TestSchema.ample());
        givenUpWaitingAndDelivered();

        assertThat(store.delete("pager", Actor.COMMAND, TestSchema.ample())).isTrue();
        assertThat(dropped()).isEqualTo("2");
        assertThat(store.delete("pager", Actor.COMMAND, TestSchema.ample())).isFalse();
        assertThat(store.list(TestSchema.ample())).isEmpty();
        assertThat(schema.value("SELECT GROUP_CONCAT(state) FROM alert_outbox")).isEqualTo("DELIVERED");
        alert();

        store.put(PAGER, Actor.COMMAND, TestSchema.ample());
        assertThat(only().waiting()).as("raised while there was none").isZero();
        assertThat(store.replay("pager", TestSchema.ample())).isZero();
    }

    private static StoredChannel mail(String target, String secret) {
        return new StoredChannel(
                "pager",
                ChannelKind.EMAIL,
                Secret.of("smtp://a%40example.com@mail.example"),
                target,
                "",
                Optional.of(Secret.of(secret)),
                false);
    }

    @Test
    void what_waits_is_sent_to_nobody_who_would_not_have_got_it() throws Exception {
        String address = PAGER.address().reveal();
        for (StoredChannel other : List.of(
                pager(ChannelKind.PAGERDUTY, "https://events.eu.pagerduty.com/v2/enqueue", "", "routing-key"),
                pager(ChannelKind.WEBHOOK, address, "", "routing-key"),
                pager(ChannelKind.PAGERDUTY, address, "", "another-key"))) {
            store.put(PAGER, Actor.COMMAND, TestSchema.ample());
            givenUpWaitingAndDelivered();
            store.put(pager(PAGER.kind(), address, "{{id}}", "routing-key"), Actor.COMMAND, TestSchema.ample());
            assertThat(only().waiting() + only().failed()).isEqualTo(2);

            store.put(other, Actor.COMMAND, TestSchema.ample());
            assertThat(only().waiting() + only().failed()).isZero();
            assertThat(dropped()).isEqualTo("2");
        }
        store.put(mail("a@example.com, b@example.com", "wrong"), Actor.COMMAND, TestSchema.ample());
        givenUpWaitingAndDelivered();
        store.put(mail("b@example.com", "mended"), Actor.COMMAND, TestSchema.ample());
        assertThat(only().waiting() + only().failed()).as("fewer get it").isEqualTo(2);
        store.put(mail("b@example.com,c@example.com", "mended"), Actor.COMMAND, TestSchema.ample());
        assertThat(only().waiting() + only().failed()).isZero();
    }

    @Test
    void there_is_a_bound_to_how_many_there_are() throws Exception {
        store.put(PAGER, Actor.COMMAND, TestSchema.ample());
        schema.change("INSERT INTO channel (name, kind, address, target, template, secret, bursts, last_at,"
                + " last_error, created_at, updated_at) SELECT CONCAT('c', seq), kind, address, target, template, secret, bursts, last_at,"
                + " last_error, created_at, updated_at FROM channel JOIN seq_2_to_100");

        StoredChannel more =
                new StoredChannel("more", ChannelKind.SLACK, PAGER.address(), "", "", Optional.empty(), false);
        assertThat(store.put(more, Actor.COMMAND, TestSchema.ample())).isFalse();
        assertThat(store.put(PAGER, Actor.COMMAND, TestSchema.ample())).isTrue();
    }

    private StoredChannel hook(String address, String template, String secret) {
        return new StoredChannel(
                "hook", ChannelKind.SLACK, Secret.of(address), "", template, Optional.of(Secret.of(secret)), false);
    }

    private String told(String path) throws Exception {
        return schema.value("SELECT JSON_VALUE(after_value, '$." + path + "') FROM audit_log ORDER BY id DESC LIMIT 1");
    }

    @Test
    void the_audit_log_shows_what_changed_of_a_channel_and_nothing_that_opens_a_door() throws Exception {
        store.put(PAGER, Actor.COMMAND, TestSchema.ample());
        assertThat(told("address")).isEqualTo("https://events.pagerduty.com/v2/enqueue");

        store.put(hook("https://hooks.slack.com/services/T0/door", "", "one"), Actor.COMMAND, TestSchema.ample());
        String first = told("address_hash");
        store.put(hook("https://hooks.slack.com/services/T0/other", "", "one"), Actor.COMMAND, TestSchema.ample());
        assertThat(told("address")).isEqualTo("https://hooks.slack.com");
        assertThat(told("address_hash")).hasSize(8).isNotEqualTo(first);
        assertThat(told("template_hash")).isEmpty();
        store.put(
                hook("https://hooks.slack.com/services/T0/other", "{{id}}", "one"), Actor.COMMAND, TestSchema.ample());
        assertThat(told("template_hash")).hasSize(8);
        store.put(
                hook("https://hooks.slack.com/services/T0/other", "{{id}}", "two"), Actor.COMMAND, TestSchema.ample());
        assertThat(told("secret_changed")).isIn("1", "true");
        assertThat(schema.value("SELECT GROUP_CONCAT(before_value, after_value) FROM audit_log"))
                .doesNotContain("T0", "routing-key", "one", "two");
    }
}
