/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.connection.Connections;
import io.aegis.deadline.Ticker;
import io.aegis.deadline.Watchdog;
import io.aegis.online.runtime.HttpServer;
import io.aegis.online.security.Access;
import io.aegis.online.telemetry.HttpMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever only listens takes no place from those who work, and keeps the server from nothing. */
class LiveResponseTest {

    private final Watchdog watchdog = Watchdog.start("watchdog", Ticker.system());
    private final Overload overload = new Overload(1);
    private final CountDownLatch more = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        ApiRouter router = new ApiRouter(
                RouterFixture.anybody(),
                overload,
                new BodyReader(watchdog, Duration.ofSeconds(10), Ticker.system()),
                new Admission(100_000, Runnable::run),
                new HttpMeters(new SimpleMeterRegistry()),
                Ticker.system(),
                () -> "fresh");
        RouteTable table = new RouteTable()
                .get("/work", Access.open(), _ -> Response.empty(204))
                .on(
                        "GET",
                        "/live",
                        Access.open(),
                        "text/event-stream",
                        _ -> Response.live("text/event-stream", out -> {
                            out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
                            out.flush();
                            try {
                                more.await();
                            } catch (InterruptedException e) {
                                return;
                            }
                            out.write("data: 2\n\n".getBytes(StandardCharsets.UTF_8));
                        }));
        Connections connections = new Connections(100, _ -> false, Ticker.system(), _ -> true);
        server = HttpServer.start(
                InetAddress.getLoopbackAddress(), 0, router, table, connections, overload, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        more.countDown();
        server.close();
        watchdog.close();
        client.close();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
    }

    @Test
    void what_is_flushed_arrives_and_the_only_place_is_free_meanwhile() throws Exception {
        var live = client.send(request("/live"), HttpResponse.BodyHandlers.ofInputStream());
        BufferedReader lines = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isEqualTo("data: 1");

        assertThat(client.send(request("/work"), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
        // The place of the work is given back a moment after its answer; that of what lives would be taken for ever.
        assertThat(overload.drain(Duration.ofSeconds(5))).isTrue();

        more.countDown();
        assertThat(lines.readLine()).isEmpty();
        assertThat(lines.readLine()).isEqualTo("data: 2");
        assertThat(client.send(request("/work"), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(503);
    }
}
