/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.nab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aegis.bench.command.BenchRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NabCommandTest {

    private static final int ROWS = 10_400;
    private static final int SPIKE = 5_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    @TempDir
    private Path folder;

    private final JsonMapper mapper = new JsonMapper();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<JsonNode> asked = new ArrayList<>();

    @BeforeEach
    void a_corpus_of_one_file_with_one_spike() throws IOException {
        var rows = new StringBuilder("timestamp,value\n");
        for (int row = 0; row < ROWS; row++) {
            rows.append(time(row))
                    .append(',')
                    .append(row == SPIKE ? 90 : row % 7)
                    .append('\n');
        }
        Files.createDirectory(folder.resolve("real"));
        Files.writeString(folder.resolve("real/one.csv"), rows.append('\n'));
        Files.writeString(folder.resolve("combined_windows.json"), """
                {"real/one.csv": [["%s.000000", "%s.000000"]], "real/absent.csv": []}
                """.formatted(time(SPIKE), time(SPIKE + 20)));
    }

    private static String time(int row) {
        return TIME.format(LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(5L * row));
    }

    @Test
    void the_detector_finds_the_spike_at_once() throws Exception {
        assertThat(run(folder.toString())).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("warm-up given: 1 files, 10400 samples")
                .contains("constant windows")
                .contains("standard  100.00 at its best threshold", "1 of 1 windows, 0 false rows")
                .contains("low FP", "low FN");
    }

    @Test
    void a_server_is_asked_in_pieces_and_told_the_warm_up_once_by_each() throws Exception {
        try (var server = new Server(this::points)) {
            assertThat(run(folder.toString(), server.url(), "cpu_usage")).isZero();
        }
        assertThat(asked).hasSize(4);
        JsonNode first = asked.getFirst();
        assertThat(first.path("metrics")).hasSize(10_000);
        assertThat(first.path("context").path("warmup_samples").asInt()).isEqualTo(750);
        JsonNode sample = first.path("metrics").path(SPIKE);
        assertThat(sample.path("metric_type").asText()).isEqualTo("cpu_usage");
        assertThat(sample.path("value").asDouble()).isEqualTo(90);
        assertThat(sample.path("labels").path("file").asText()).isEqualTo("real/one.csv");
        assertThat(asked.get(1).path("metrics")).hasSize(400);
        assertThat(asked.get(3).path("context").has("warmup_samples")).isFalse();
        assertThat(asked.get(3).path("metrics").path(0).path("labels").path("run"))
                .isNotEqualTo(sample.path("labels").path("run"));
    }

    @Test
    void a_server_that_finds_nothing_misses_the_goal() throws Exception {
        try (var server = new Server(request -> points(request).replace("0.99", "0.2"))) {
            assertThat(run(folder.toString(), server.url())).isEqualTo(1);
        }
    }

    @Test
    void answers_that_are_none_are_told() throws Exception {
        for (String answer : List.of("{}", "{\"details\": {\"series\": [{\"points\": []}]}}")) {
            try (var server = new Server(_ -> answer)) {
                assertThat(run(folder.toString(), server.url())).isEqualTo(3);
                assertThat(printed.toString(StandardCharsets.UTF_8)).contains("could not run: ", "real/one.csv");
                printed.reset();
            }
        }
        try (var server = new Server(_ -> "")) {
            assertThat(run(folder.toString(), server.url())).isEqualTo(3);
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("503");
        }
    }

    @Test
    void wrong_words_are_told() throws Exception {
        assertThat(run()).isEqualTo(2);
        assertThat(run(folder.toString(), "http://127.0.0.1:1", "speed")).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("there is no metric type speed");
        Files.delete(folder.resolve("real/one.csv"));
        assertThat(run(folder.toString())).isEqualTo(3);
    }

    private int run(String... arguments) {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] all = Stream.concat(Stream.of("nab"), Stream.of(arguments)).toArray(String[]::new);
        return BenchRun.of(Map.of("API_KEY", "secret"), out, all);
    }

    /** A point for each sample, alarming where the value is. */
    private String points(JsonNode request) {
        asked.add(request);
        var answer = mapper.createObjectNode();
        var points = answer.putObject("details").putArray("series").addObject().putArray("points");
        request.path("metrics")
                .forEach(sample ->
                        points.addObject().put("score", sample.path("value").asDouble() > 50 ? 0.99 : 0.1));
        return answer.toString();
    }

    /** Answers what it is told to; 503 instead of nothing, 401 without the key. */
    private final class Server implements AutoCloseable {

        private final HttpServer server;

        Server(Function<JsonNode, String> answers) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/v1/detect-anomaly", exchange -> answer(exchange, answers));
            server.start();
        }

        private void answer(HttpExchange exchange, Function<JsonNode, String> answers) throws IOException {
            try (exchange) {
                boolean known = "secret".equals(exchange.getRequestHeaders().getFirst("X-API-Key"))
                        && "points=true".equals(exchange.getRequestURI().getQuery());
                byte[] body = answers.apply(mapper.readTree(exchange.getRequestBody()))
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(
                        known ? body.length == 0 ? 503 : 200 : 401, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
