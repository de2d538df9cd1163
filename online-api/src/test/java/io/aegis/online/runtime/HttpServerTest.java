/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.testing.Await;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Listening that ends, and connections that say nothing. */
class HttpServerTest {

    @Test
    void where_listening_has_ended_it_begins_again() throws Exception {
        try (RunningApi api = RunningApi.with()) {
            HttpServer server = api.runtime().server();
            server.listening().stop();

            Await.until("it listens again", () -> isAlive(api));
            assertThat(server.accepting()).isTrue();
            assertThat(server.port()).isEqualTo(api.port());
        }
    }

    private static boolean isAlive(RunningApi api) {
        try {
            return api.get("/health/live").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void connections_are_counted_while_they_are_open() throws Exception {
        try (RunningApi api = RunningApi.with()) {
            try (Socket socket = api.connect()) {
                socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
                Await.until("it is counted", () -> api.get("/metrics").body().contains("aegis_http_connections 2.0"));
            }
            Await.until("it is gone", () -> api.get("/metrics").body().contains("aegis_http_connections 1.0"));
        }
    }
}
