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

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RecordingOutbox outbox = new RecordingOutbox();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Until nothing is under way. */
    private static void deliverAll(AlertDispatcher dispatcher) throws DatabaseUnavailableException {
        boolean more = true;
        while (more) {
            more = dispatcher.deliverDue(PATIENCE);
        }
    }

    private AlertDispatcher dispatcher() {
        AlertSender sender = new AlertSender(
                new SsrfFilter(InetAddress::getAllByName, true),
                URI.create("https://aegis.example/"),
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

        deliverAll(dispatcher());

        assertThat(outbox.events)
                .hasSize(2)
                .contains("delivered 1")
                .anySatisfy(
                        event -> assertThat(event).matches("retry 2 after (8|9|1[0-6]) s: the receiver answered 500"));
    }

    @Test
    void a_backlog_is_delivered_a_few_at_a_time_to_the_last() throws Exception {
        answer("/hook", 204);
        for (int id = 0; id < 20; id++) {
            outbox.due.add(alert(id, "webhook", 0));
        }

        deliverAll(dispatcher());

        RECEIVER.verify(20, postRequestedFor(urlEqualTo("/hook")));
        assertThat(outbox.mostAtOnce).isEqualTo(DeliveryBulkhead.SHARE);
    }

    @Test
    void a_receiver_that_is_silent_has_no_more_than_its_share() throws Exception {
        answer("/discord", 204);
        RECEIVER.stubFor(
                post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(204).withFixedDelay(60_000)));
        for (int id = 0; id < 42; id++) {
            outbox.due.add(alert(id, "webhook", 0));
        }
        outbox.due.add(alert(100, "discord", 0));
        AlertDispatcher dispatcher = dispatcher();

        assertThat(dispatcher.deliverDue(PATIENCE)).isTrue();
        assertThat(outbox.events).containsExactly("delivered 100");
        outbox.due.add(alert(101, "discord", 0));
        assertThat(dispatcher.deliverDue(PATIENCE)).isTrue();

        assertThat(outbox.events).containsExactly("delivered 100", "delivered 101");
        assertThat(outbox.due).hasSize(42 - DeliveryBulkhead.SHARE);
        assertThat(dispatcher.deliverDue(Duration.ofMillis(1)))
                .as("some are under way")
                .isTrue();
    }

    @Test
    void who_asks_for_more_time_gets_it_and_who_asks_for_less_is_not_asked_more_often() throws Exception {
        for (String asked : List.of("5", "600")) {
            RECEIVER.stubFor(post(urlEqualTo("/hook"))
                    .willReturn(aResponse().withStatus(429).withHeader("Retry-After", asked)));
            outbox.due.add(alert(Long.parseLong(asked), "webhook", 7));
            deliverAll(dispatcher());
        }

        assertThat(outbox.events)
                .hasSize(2)
                .anySatisfy(event -> assertThat(event).matches("retry 5 after (12[89]|1[3-9][0-9]|2[0-9]{2}) s: .*429"))
                .anySatisfy(event -> assertThat(event).startsWith("retry 600 after 600 s"));
    }

    @Test
    void an_alert_for_a_channel_that_is_gone_is_kept() throws Exception {
        outbox.due.add(alert(1, "pager", 0));

        deliverAll(dispatcher());

        assertThat(outbox.events).containsExactly("retry 1 after 3600 s: channel pager is not configured any more");
    }

    @Test
    void an_outcome_that_cannot_be_stored_leaves_the_alert_to_its_lease() throws Exception {
        answer("/hook", 204);
        outbox.due.add(alert(1, "webhook", 0));
        outbox.refusing = true;

        deliverAll(dispatcher());
        assertThat(outbox.events).isEmpty();
    }

    @Test
    void an_outbox_that_cannot_be_read_is_reported() {
        outbox.away = true;

        assertThatThrownBy(() -> dispatcher().deliverDue(PATIENCE)).isInstanceOf(DatabaseUnavailableException.class);
    }

    /** An outbox in memory. */
    private static final class RecordingOutbox implements Outbox {
        private final List<Alert> due = new ArrayList<>();
        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private boolean refusing;
        private boolean away;
        private int mostAtOnce;

        @Override
        public List<String> due() throws DatabaseUnavailableException {
            if (away) {
                throw new DatabaseUnavailableException("away");
            }
            return due.stream().map(Alert::channel).distinct().toList();
        }

        @Override
        public List<Alert> claim(String channel, int most, Duration lease) {
            List<Alert> claimed = due.stream()
                    .filter(alert -> alert.channel().equals(channel))
                    .limit(most)
                    .toList();
            due.removeAll(claimed);
            mostAtOnce = Math.max(mostAtOnce, claimed.size());
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
