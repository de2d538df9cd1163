/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.channels.ChannelKind;
import io.aegis.problem.IoReason;
import io.aegis.settings.Secret;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.WebClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts one alert to one channel, within {@link #LIMIT} whatever the receiver does. Follows no redirect. Thread-safe. */
final class AlertSender {

    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final WebClient client;
    private final MailDelivery mail;
    private final BurstLinks links;
    private final ObjectMapper json;
    private final Clock clock;
    private final ExecutorService threads;
    private final Duration limit;

    /**
     * A sender.
     *
     * @param guard decides which addresses may be called
     * @param dashboard where links lead
     * @param json reads payloads
     * @param clock dates signatures
     * @param threads a thread per task; interrupting one ends its request
     * @param limit for one delivery
     */
    AlertSender(
            SsrfFilter guard, URI dashboard, ObjectMapper json, Clock clock, ExecutorService threads, Duration limit) {
        this.client = WebClient.builder()
                .dnsResolver(guard)
                // A proxy would resolve names itself, past the guard.
                .proxy(Proxy.noProxy())
                .followRedirects(false)
                .shareConnectionCache(false)
                .keepAlive(false)
                .connectTimeout(limit)
                .readTimeout(limit)
                .build();
        this.mail = new MailDelivery(guard, clock, limit);
        this.links = new BurstLinks(dashboard);
        this.json = json;
        this.clock = clock;
        this.threads = threads;
        this.limit = limit;
    }

    Delivery send(Alert claimed, Channel to) {
        Alert alert = claimed.ofBurst() ? linked(claimed) : claimed;
        Channel channel = to instanceof Channel.Managed managed && alert.ofBurst()
                ? managed.saying(MessageTemplate.OF_BURSTS)
                : to;
        Future<Delivery> delivery =
                threads.submit(() -> channel instanceof Channel.Managed managed && managed.kind() == ChannelKind.EMAIL
                        ? mail.send(alert.id(), managed, json.readTree(alert.payload()))
                        : post(alert, channel));
        try {
            return delivery.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return failed("no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted by the shutdown");
        } finally {
            delivery.cancel(true);
        }
    }

    /** What is no JSON fails where it is sent, and is told there. */
    private Alert linked(Alert alert) {
        try {
            JsonNode payload = json.readTree(alert.payload());
            links.complete(payload);
            return alert.saying(payload.toString());
        } catch (JsonProcessingException e) {
            return alert;
        }
    }

    private Delivery post(Alert alert, Channel channel) throws JsonProcessingException {
        byte[] body = body(alert, channel);
        URI uri = channel instanceof Channel.Managed managed ? PresetMessage.uri(managed) : channel.uri();
        var request = client.post()
                .uri(uri)
                .contentType(MediaTypes.APPLICATION_JSON)
                .header(HeaderNames.create("X-Aegis-Event"), alert.event())
                .header(HeaderNames.create("X-Aegis-Delivery"), alert.id().toString());
        signing(channel).ifPresent(secret -> {
            var now = clock.instant();
            request.header(HeaderNames.create(Signature.TIMESTAMP_HEADER), Signature.timestamp(now))
                    .header(HeaderNames.create(Signature.HEADER), Signature.of(secret, now, body));
        });
        if (channel instanceof Channel.Managed managed) {
            PresetMessage.headers(alert.id(), managed)
                    .forEach((name, value) -> request.header(HeaderNames.create(name), value));
        }
        try (HttpClientResponse response = request.submit(body)) {
            int status = response.status().code();
            return status >= 200 && status < 300
                    ? new Delivery.Taken()
                    : new Delivery.Failed("the receiver answered " + status, retryAfter(response));
        }
    }

    private static Optional<Secret> signing(Channel channel) {
        return switch (channel) {
            case Channel.Webhook webhook -> webhook.secret();
            case Channel.Managed managed when managed.kind() == ChannelKind.WEBHOOK -> managed.secret();
            case Channel.Managed _, Channel.Alertmanager _, Channel.Discord _ -> Optional.empty();
        };
    }

    private byte[] body(Alert alert, Channel channel) throws JsonProcessingException {
        return switch (channel) {
            case Channel.Webhook _ -> alert.payload().getBytes(StandardCharsets.UTF_8);
            // An array of alerts; one is delivered at a time.
            case Channel.Alertmanager _ -> ("[" + alert.payload() + "]").getBytes(StandardCharsets.UTF_8);
            case Channel.Discord _ -> json.writeValueAsBytes(DiscordMessage.of(json, json.readTree(alert.payload())));
            case Channel.Managed managed -> PresetMessage.body(json, managed, alert);
        };
    }

    /** Seconds, Discord's fractions included; the date form is rare enough to leave to the backoff. */
    private static Optional<Duration> retryAfter(HttpClientResponse response) {
        return response.headers()
                .first(HeaderNames.RETRY_AFTER)
                .filter(value -> value.matches("[0-9]{1,6}([.][0-9]{1,6})?"))
                .map(value -> Duration.ofMillis((long) (Double.parseDouble(value) * 1_000)))
                .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked);
    }

    private static Delivery failed(String reason) {
        return new Delivery.Failed(reason, Optional.empty());
    }

    /** Names the kind of failure only: messages of clients may quote the address, which holds Discord's secret. */
    private static String reason(ExecutionException failure) {
        Throwable root = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SsrfFilter.RefusedAddressException refused) {
                return String.valueOf(refused.getMessage());
            }
            root = cause;
        }
        return "could not be sent: " + IoReason.of(root);
    }
}
