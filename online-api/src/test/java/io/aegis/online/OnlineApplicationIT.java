/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.running.RealDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the process starts, or tells why it does not. */
class OnlineApplicationIT {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void with_a_database_it_starts_and_is_ready() throws Exception {
        if (!(start(Map.of("AEGIS_PORT", "0")) instanceof Main.Started(Application application))) {
            throw new AssertionError(err.toString(StandardCharsets.UTF_8));
        }
        try (application;
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + application.port() + "/health/ready"))
                    .build();
            HttpRequest metrics = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + application.port() + "/metrics"))
                    .build();

            assertThat(client.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(client.send(metrics, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("aegis_db_busy{pool=\"reads\"}", "aegis_db_waiting{pool=\"transactions\"}");
        }
    }

    @Test
    void with_wrong_settings_it_tells_all_of_them_and_exits_with_78() {
        assertThat(start(Map.of("AEGIS_PORT", "x", "AI_TIMEOUT_SECONDS", "99")))
                .isEqualTo(new Main.Failed(Main.WRONG_SETTINGS));

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("AEGIS_PORT: ", "AI_TIMEOUT_SECONDS: ")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void where_somebody_else_listens_it_says_so_and_exits_with_69() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(start(Map.of("AEGIS_PORT", Integer.toString(other.getLocalPort()))))
                    .isEqualTo(new Main.Failed(Main.COULD_NOT_START));
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("cannot listen on 127.0.0.1 port " + other.getLocalPort());
        }
    }

    private Main.Start start(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(RealDatabase.shared().settings());
        all.putAll(settings);
        return Main.start(all, Path.of("target"), new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
