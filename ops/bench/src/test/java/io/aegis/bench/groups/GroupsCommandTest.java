/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.groups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aegis.bench.command.BenchRun;
import io.aegis.bench.load.openloop.LeapingClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsCommandTest {

    private static final String CSV = """
            text,category
            "My card, please",card
            my card,card
            lost top-up,top_up
            top-up lost,top_up
            who are you,other
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> conflicts = new CopyOnWriteArrayList<>();
    private final List<String> unavailable = new CopyOnWriteArrayList<>();
    private String rows = "";
    private String ended = "COMPLETED";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("banking77_train.csv"), CSV);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** A product that is as far with an import and with jobs as one that is asked a second time. */
    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(request + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        if (conflicts.remove(request)) {
            send(exchange, 409, "{\"detail\": \"It runs.\"}");
        } else if (unavailable.remove(request)) {
            send(exchange, 503, "{\"detail\": \"The batch application does not answer in time.\"}");
        } else if (!exchange.getRequestHeaders().getFirst("X-API-Key").equals("the-key")) {
            send(exchange, 403, "{\"detail\": \"The key lacks the role admin.\"}");
        } else if (request.endsWith("/feedback/batch_csv")) {
            send(exchange, 202, "{\"import_id\": \"7\", \"status_url\": \"/feedback/imports/7\"}");
        } else if (request.endsWith("/feedback/imports/7")) {
            send(exchange, 200, "{\"finished_at\": \"2026-11-30T10:00:00Z\"}");
        } else if (request.endsWith("/executions")) {
            send(exchange, 202, "{\"execution\": {\"id\": 3, \"ended_at\": null, \"status\": \"STARTING\"}}");
        } else if (request.endsWith("/batch/executions/3")) {
            send(
                    exchange,
                    200,
                    "{\"execution\": {\"id\": 3, \"ended_at\": \"2026-11-30T10:00:01Z\", \"exit_description\": \"so many\","
                            + " \"status\": \"" + ended + "\"}}");
        } else {
            send(exchange, 200, rows);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }

    private int run(String key, String... more) {
        PrintStream out = new PrintStream(printed, true, UTF_8);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        List<String> arguments = Stream.concat(
                        Stream.of("groups", folder.toString(), "--url", address), Stream.of(more))
                .toList();
        return BenchRun.of(Map.of("API_KEY", key), Clock.systemUTC(), new LeapingClock(), out, out, arguments);
    }

    private String said() {
        return printed.toString(UTF_8);
    }

    private static String row(String text, String group) {
        return "{\"raw_content\": \"" + text + "\", \"group_id\": " + group + "}\n";
    }

    @Test
    void questions_are_imported_and_grouped_by_the_product_and_its_groups_judged() {
        rows = row("My card, please", "\"g1\"")
                + row("my card", "\"g1\"")
                + row("lost top-up", "\"g2\"")
                + row("top-up lost", "\"g2\"")
                + row("who are you", "null")
                + row("not of the file", "\"g1\"");
        assertThat(run("the-key")).as(said()).isZero();
        assertThat(said())
                .contains(
                        "5 texts of 3 intents, 4 of them in 2 groups: precision 1.000 (pairs 1.000), coverage 0.800",
                        "The goal holds: precision 0.90 at coverage 0.60.");
        assertThat(asked.getFirst()).isEqualTo("""
                POST /feedback/batch_csv text
                "My card, please"
                "lost top-up"
                "my card"
                "top-up lost"
                "who are you"
                """);
        assertThat(asked)
                .contains(
                        "POST /batch/jobs/feedback-embed/executions {\"parameters\":{}}",
                        "POST /batch/jobs/feedback-group/executions {\"parameters\":{\"everything\":true}}")
                .last()
                .asString()
                .startsWith("GET /feedback/export.jsonl");
    }

    @Test
    void groups_of_different_intents_miss_the_goal() {
        rows = row("My card, please", "\"g1\"")
                + row("top-up lost", "\"g1\"")
                + row("my card", "\"g1\"")
                + row("lost top-up", "\"g1\"");
        assertThat(run("the-key")).isEqualTo(1);
        assertThat(said()).contains("precision 0.500 (pairs 0.333), coverage 1.000", "Below the goal");
    }

    @Test
    void a_job_that_runs_by_its_schedule_and_a_busy_application_are_waited_for() {
        conflicts.add("POST /batch/jobs/feedback-embed/executions");
        unavailable.add("POST /batch/jobs/feedback-embed/executions");
        unavailable.add("GET /batch/executions/3");
        assertThat(run("the-key")).isEqualTo(1);
        assertThat(asked)
                .filteredOn(request -> request.startsWith("POST /batch/jobs/feedback-embed"))
                .hasSize(3);
    }

    @Test
    void a_job_that_fails_or_hangs_and_a_key_that_may_not_cannot_be_judged() {
        ended = "FAILED";
        assertThat(run("the-key")).isEqualTo(3);
        assertThat(said()).contains("could not run: feedback-embed has ended as FAILED");
        assertThat(run("another")).isEqualTo(3);
        assertThat(said()).contains("could not run: answered 403: The key lacks the role admin.");
        for (int i = 0; i < 50; i++) {
            conflicts.add("POST /batch/jobs/feedback-embed/executions");
        }
        assertThat(run("the-key", "--limit-seconds", "0")).isEqualTo(3);
        assertThat(said()).contains("could not run: the feedback-embed of before has not ended within 1 s");
    }

    @Test
    void a_server_that_is_not_there_is_told() {
        server.stop(0);
        assertThat(run("the-key")).isEqualTo(3);
        assertThat(said()).contains("could not run: nobody answers at http://127.0.0.1:");
    }
}
