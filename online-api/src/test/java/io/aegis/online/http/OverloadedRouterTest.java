package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.StoredKey;
import io.aegis.deadline.Ticker;
import io.aegis.online.running.Eventually;
import io.aegis.online.runtime.HttpServer;
import io.aegis.online.runtime.SessionsInMemory;
import io.aegis.online.security.Access;
import io.aegis.online.security.Authenticator;
import io.aegis.online.security.Authorizer;
import io.aegis.online.security.RateLimit;
import io.aegis.online.security.Sessions;
import io.aegis.online.security.TrustedProxies;
import io.aegis.online.telemetry.HttpMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router with room for one request and a short timeout. */
class OverloadedRouterTest {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        KeyRing keys = new KeyRing(StoredKey.ofKey("k", new Caller("k", Set.of())), List::of);
        Authenticator anybody = new Authenticator(
                keys,
                new Sessions(new SessionsInMemory(), keys, new SecureRandom(), Clock.systemUTC(), Ticker.system()),
                new Authorizer(true),
                new RateLimit(Optional.empty(), Ticker.system()),
                TrustedProxies.of(List.of()));
        Overload overload = new Overload(1);
        BodyReader impatient = new BodyReader(watchdog, Duration.ofMillis(50));
        ApiRouter router = new ApiRouter(anybody, overload, impatient, new HttpMeters(registry), Ticker.system(), () -> "fresh");
        RouteTable table = new RouteTable()
                .get("/health/live", Access.open(), exchange -> Response.empty(204))
                .get("/slow", Access.open(), exchange -> {
                    inside.countDown();
                    finish.await();
                    return Response.empty(204);
                })
                .post("/read", Access.open(), exchange -> {
                    exchange.json();
                    return Response.empty(204);
                });
        server = HttpServer.start(InetAddress.getLoopbackAddress(), 0, router, table, overload, Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        finish.countDown();
        server.close();
        watchdog.shutdownNow();
        client.close();
    }

    @Test
    void one_more_than_there_is_room_for_is_refused_at_once_and_probes_are_not() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(request("/slow"), HttpResponse.BodyHandlers.ofString());
        inside.await();

        HttpResponse<String> refused = client.send(request("/slow"), HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("X-Request-Id")).contains("fresh");
        assertThat(client.send(request("/health/live"), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(204);
        assertThat(registry.counter("aegis.http.shed", "reason", "overload").count())
                .isEqualTo(1);
        finish.countDown();
        assertThat(slow.join().statusCode()).isEqualTo(204);
    }

    @Test
    void a_sender_that_stops_in_the_middle_of_its_body_loses_its_place() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("""
                    POST /read HTTP/1.1
                    Host: x
                    Content-Type: application/json
                    Content-Length: 100

                    {"never":""".replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().readAllBytes())
                    .as("closed without an answer")
                    .isEmpty();
        }
        finish.countDown();
        // The connection is seen closed before the place behind it is given back.
        Eventually.holds(
                "the place is free again",
                Duration.ofSeconds(20),
                () -> client.send(request("/slow"), HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 204);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
    }
}
