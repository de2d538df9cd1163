/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.connection.Connections;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Watchdog;
import io.aegis.online.runtime.HttpServer;
import io.aegis.online.security.Access;
import io.aegis.online.telemetry.HttpMeters;
import io.aegis.testing.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router with room for one request and a short timeout, which reads off no refused body. */
class OverloadedRouterTest {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Watchdog watchdog = Watchdog.start("watchdog", Ticker.system());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Admission admission = new Admission(100_000, Runnable::run);
    private final AtomicLong past = new AtomicLong();
    private final Connections connections =
            new Connections(100, _ -> false, () -> Ticker.system().nanos() + past.get(), _ -> true);
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        Overload overload = new Overload(1);
        BodyReader impatient = new BodyReader(watchdog, Duration.ofMillis(50), Ticker.system(), new Semaphore(0));
        ApiRouter router = new ApiRouter(
                RouterFixture.anybody(),
                overload,
                impatient,
                admission,
                new HttpMeters(registry),
                Ticker.system(),
                () -> "fresh");
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
        server = HttpServer.start(
                InetAddress.getLoopbackAddress(), 0, router, table, connections, overload, Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        finish.countDown();
        server.close();
        watchdog.close();
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
    void a_body_that_there_is_no_room_for_is_refused_before_it_is_read_and_room_comes_back() throws Exception {
        String body = "{\"large\":\"" + "x".repeat(20_000) + "\"}";
        HttpRequest.Builder read = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/read"))
                .header("Content-Type", "application/json");
        HttpRequest small = read.POST(HttpRequest.BodyPublishers.ofString(body)).build();
        HttpRequest tooMuch = read.copy()
                .POST(HttpRequest.BodyPublishers.ofString(body + " ".repeat(20_000)))
                .build();

        for (int i = 0; i < 5; i++) {
            admission.take(60_000, 0);
            HttpResponse<String> refused = client.send(small, HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            admission.giveBack(60_000);
            assertThat(client.send(small, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(204);
            assertThat(client.send(tooMuch, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
        }
        assertThat(admission.held()).isZero();
    }

    @Test
    void where_many_are_refused_nobody_waits_for_the_rest_of_their_bodies() throws Exception {
        assertThat(answerTo("""
                    POST /read HTTP/1.1
                    Host: localhost
                    Content-Type: application/json
                    Content-Length: 10000000

                    """))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("\r\nConnection: close\r\n")
                .endsWith("}");
        finish.countDown();
    }

    @Test
    void the_rest_of_a_small_refused_body_is_awaited_no_longer_than_one_that_is_read() throws Exception {
        assertThat(answerTo("""
                    POST /nowhere HTTP/1.1
                    Host: localhost
                    Content-Length: 60000

                    a""")).startsWith("HTTP/1.1 404 ").endsWith("}");
        finish.countDown();
    }

    @Test
    void a_connection_goes_on_behind_a_small_refused_body() throws Exception {
        assertThat(answerTo("""
                    POST /nowhere HTTP/1.1
                    Host: localhost
                    Content-Length: 3

                    abcGET /health/live HTTP/1.1
                    Host: localhost
                    Connection: close

                    """)).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 204 ");
        finish.countDown();
    }

    @Test
    void half_a_head_and_a_silent_connection_are_let_go_and_a_request_under_way_is_not() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(request("/slow"), HttpResponse.BodyHandlers.ofString());
        inside.await();
        try (Socket half = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            half.setSoTimeout(100);
            silent.setSoTimeout(20_000);
            half.getOutputStream().write("GET /health/live HT".getBytes(StandardCharsets.US_ASCII));
            silent.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(silent.getInputStream().read()).isEqualTo('H');
            Await.until("all are there", () -> connections.open() == 3);

            // Its time starts when the server reads its first byte, which may be after the clock was put forward.
            Await.until("half a head is closed without an answer", () -> {
                past.addAndGet(Connections.HEAD.plusSeconds(1).toNanos());
                connections.sweep();
                return closed(half);
            });
            Await.until("the other is gone too", () -> {
                past.addAndGet(Connections.IDLE.toNanos());
                connections.sweep();
                return connections.open() == 1;
            });
        }
        finish.countDown();
        assertThat(slow.join().statusCode()).isEqualTo(204);
    }

    @Test
    void a_sender_that_stops_in_the_middle_of_its_body_loses_its_place() throws Exception {
        assertThat(answerTo("""
                    POST /read HTTP/1.1
                    Host: localhost
                    Content-Type: application/json
                    Content-Length: 100

                    {"never":""")).as("closed without an answer").isEmpty();
        finish.countDown();
        // The connection is seen closed before the place behind it is given back.
        Await.until(
                "the place is free again",
                () -> client.send(request("/slow"), HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 204);
    }

    private static boolean closed(Socket socket) throws IOException {
        try {
            int read = socket.getInputStream().read();
            assertThat(read).as("an answer").isEqualTo(-1);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    /** What comes on a connection until the server closes it. */
    private String answerTo(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
    }
}
