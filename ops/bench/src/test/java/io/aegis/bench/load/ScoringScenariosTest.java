/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aegis.bench.command.BenchRun;
import io.aegis.bench.load.openloop.PacingClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios of the scoring module, against as much of it as a client can see. */
class ScoringScenariosTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> queries = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> written = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/detect-anomaly", this::answer);
        server.createContext("/api/v1/detect-failure", this::answer);
        server.createContext("/api/v1/prometheus/write", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                    .isEqualTo("snappy");
            written.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(JSON.readTree(exchange.getRequestBody()));
            queries.add(String.valueOf(exchange.getRequestURI().getQuery()));
            boolean keyed = "k".equals(exchange.getRequestHeaders().getFirst("X-API-Key"));
            exchange.sendResponseHeaders(keyed ? 200 : 401, 2);
            exchange.getResponseBody().write(new byte[] {'{', '}'});
        }
    }

    private int run(String line) {
        List<String> arguments = new ArrayList<>(List.of(line.split(" ", -1)));
        arguments.addAll(
                List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort(), "--data-dir", folder.toString()));
        return BenchRun.of(
                Map.of(),
                Clock.systemUTC(),
                PacingClock.system(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                arguments);
    }

    @Test
    void single_samples_go_round_the_series_minute_by_minute() throws Exception {
        run("detect-anomaly --rate 20 --warmup 1 --seconds 1 --series 4 --clients 1 --key k --no-goals");

        assertThat(bodies).hasSize(40).allMatch(body -> body.path("metrics").size() == 1);
        assertThat(bodies.stream()
                        .limit(5)
                        .map(body -> body.at("/metrics/0/labels/pod").asText()))
                .containsExactly("pod-0", "pod-1", "pod-2", "pod-3", "pod-0");
        assertThat(bodies.get(0).at("/metrics/0/timestamp"))
                .isNotEqualTo(bodies.get(4).at("/metrics/0/timestamp"));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("200: 20");
    }

    @Test
    void a_backtest_sends_whole_histories_and_asks_for_points() throws Exception {
        run("backtest --count 3 --warmup 1 --samples 500 --clients 1 --key k --no-goals");

        assertThat(bodies).hasSize(4).allMatch(body -> body.path("metrics").size() == 500);
        assertThat(queries).containsOnly("points=true");
        assertThat(bodies.stream().map(body -> body.at("/metrics/0/labels/pod").asText()))
                .doesNotHaveDuplicates();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("samples/s");
    }

    @Test
    void windows_of_failure_detection_go_round_the_systems_as_time_passes() throws Exception {
        run("detect-failure --rate 4 --warmup 1 --seconds 1 --systems 2 --clients 1 --key k --no-goals");

        assertThat(bodies).hasSize(8).allSatisfy(body -> {
            assertThat(body.path("metrics")).hasSize(200);
            assertThat(body.path("logs")).hasSize(200);
            assertThat(body.path("metrics").findValuesAsText("timestamp").stream()
                            .distinct())
                    .hasSize(5);
            assertThat(body.path("metrics").findValuesAsText("service").stream().distinct())
                    .hasSize(8);
        });
        assertThat(bodies.get(0).at("/metrics/0/labels"))
                .isEqualTo(bodies.get(2).at("/metrics/0/labels"));
        assertThat(bodies.get(0).at("/metrics/0/labels"))
                .isNotEqualTo(bodies.get(1).at("/metrics/0/labels"));
    }

    @Test
    void remote_write_sends_what_a_prometheus_sends() throws Exception {
        run("remote-write --rate 4 --warmup 1 --seconds 1 --series 6 --samples 3 --clients 1 --key k --no-goals");

        assertThat(written)
                .hasSize(8)
                .allSatisfy(body -> assertThat(WrittenSeries.of(body)).hasSize(3));
        List<WrittenSeries> all = written.stream()
                .flatMap(body -> WrittenSeries.of(body).stream())
                .toList();
        assertThat(all.stream().limit(7).map(WrittenSeries::pod))
                .containsExactly("pod-0", "pod-1", "pod-2", "pod-3", "pod-4", "pod-5", "pod-0");
        assertThat(all).allSatisfy(series -> {
            assertThat(series.name()).isEqualTo("cpu_usage");
            assertThat(series.value()).isBetween(0.0, 110.0);
        });
        assertThat(all.get(6).millis() - all.getFirst().millis()).isEqualTo(60_000);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("204: 4");
    }

    @Test
    void what_others_cost_is_stated_beside() throws Exception {
        run("detect-anomaly --rate 4 --warmup 1 --seconds 1 --series 4 --clients 1 --key k --no-goals");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("beside  one call of scikit-learn's IsolationForest, in process: 13.3 ms (measured before");
    }

    @Test
    void answers_other_than_200_miss_the_goal() throws Exception {
        assertThat(run("backtest --count 3 --warmup 1 --samples 5 --clients 1")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("MISSED  requests not answered with 200 = 0: 3");
    }
}
