/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.aegis.storage.DatabaseUnavailableException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlertDispatcherTest {

    @RegisterExtension
    static final WireMockExtension RECEIVER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RecordingOutbox outbox = new RecordingOutbox();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private AlertDispatcher dispatcher() {
        AlertSender sender = new AlertSender(
                new SsrfFilter(InetAddress::getAllByName, true),
                new ObjectMapper(),
                Clock.systemUTC(),
                threads,
                Duration.ofSeconds(5));
        return new AlertDispatcher(
                outbox,
                sender,
                new DeliveryBackoff(new Random(1)),
                threads,
                ChannelDirectory.of(List.of(
                        new Channel.Webhook(URI.create(RECEIVER.baseUrl() + "/hook"), Optional.empty()),
                        new Channel.Discord(URI.create(RECEIVER.baseUrl() + "/discord")))));
    }

    private static Alert alert(long id, String channel, int attempts) {
        return new Alert(new UUID(0, id), new UUID(3, 4), channel, "feedback.urgent", "{}", attempts);
    }

    private static void answer(String path, int status) {
        RECEIVER.stubFor(post(urlEqualTo(path)).willReturn(aResponse().withStatus(status)));
    }

    @Test
    void what_is_taken_is_done_and_what_is_refused_waits() throws Exception {
        answer("/hook", 204);
        answer("/discord", 500);
        outbox.due.addAll(List.of(alert(1, "webhook", 0), alert(2, "discord", 3)));

        assertThat(dispatcher().deliverDue()).isFalse();

        assertThat(outbox.events)
                .hasSize(2)
                .contains("delivered 1")
                .anySatisfy(
                        event -> assertThat(event).matches("retry 2 after (8|9|1[0-6]) s: the receiver answered 500"));
    }

    @Test
    void a_full_batch_says_that_more_may_be_due() throws Exception {
        answer("/hook", 204);
        for (int id = 0; id < 20; id++) {
            outbox.due.add(alert(id, "webhook", 0));
        }
        AlertDispatcher dispatcher = dispatcher();

        assertThat(dispatcher.deliverDue()).isTrue();
        assertThat(dispatcher.deliverDue()).isFalse();
        RECEIVER.verify(20, postRequestedFor(urlEqualTo("/hook")));
    }

    @Test
    void an_alert_for_a_channel_that_is_gone_is_kept() throws Exception {
        outbox.due.add(alert(1, "pager", 0));

        dispatcher().deliverDue();

        assertThat(outbox.events).containsExactly("retry 1 after 3600 s: channel pager is not configured any more");
    }

    @Test
    void an_outcome_that_cannot_be_stored_leaves_the_alert_to_its_lease() throws Exception {
        answer("/hook", 204);
        outbox.due.add(alert(1, "webhook", 0));
        outbox.refusing = true;

        assertThat(dispatcher().deliverDue()).isFalse();
        assertThat(outbox.events).isEmpty();
    }

    @Test
    void an_outbox_that_cannot_be_read_is_reported() {
        outbox.away = true;

        assertThatThrownBy(() -> dispatcher().deliverDue()).isInstanceOf(DatabaseUnavailableException.class);
    }

    /** An outbox in memory. */
    private static final class RecordingOutbox implements Outbox {
        private final List<Alert> due = new ArrayList<>();
        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private boolean refusing;
        private boolean away;

        @Override
        public List<Alert> claim(int most, Duration lease) throws DatabaseUnavailableException {
            if (away) {
                throw new DatabaseUnavailableException("away");
            }
            List<Alert> claimed = List.copyOf(due.subList(0, Math.min(most, due.size())));
            due.removeAll(claimed);
            return claimed;
        }

        @Override
        public void delivered(Alert alert) throws DatabaseUnavailableException {
            record("delivered " + alert.id().getLeastSignificantBits());
        }

        @Override
        public void retryLater(Alert alert, Duration wait, String reason) throws DatabaseUnavailableException {
            record("retry " + alert.id().getLeastSignificantBits() + " after " + wait.toSeconds() + " s: " + reason);
        }

        private void record(String event) throws DatabaseUnavailableException {
            if (refusing) {
                throw new DatabaseUnavailableException("refusing");
            }
            events.add(event);
        }
    }
}
