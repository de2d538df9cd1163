/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aegis.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A Prometheus whose batches go to two replicas in turn, one fault, and an Alertmanager that hears of it from both: people get one
 * alert and one end. By name only, for a quarter of an hour: an alert is over ten minutes after the last unusual sample. What was
 * told, and when, is in {@code target/paired/timeline.txt} (and {@code sharded}).
 */
class PairedReplicasDrill {

    private static final List<String> PROGRAMS = List.of("prometheus", "prometheus-alertmanager");
    private static final Duration LEARNING = Duration.ofMinutes(6);
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final int TARGETS = 8;
    private static final int USUAL = 20;
    private static final int FAULT = 97;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Instant begun = Instant.now();
    private final List<String> timeline = new CopyOnWriteArrayList<>();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger scrapes = new AtomicInteger();
    private volatile int load = USUAL;

    /** What is done with two replicas on one database. */
    @FunctionalInterface
    private interface Trial {
        void with(List<Aegis> replicas, Path folder) throws Exception;
    }

    private void onTwoReplicas(String name, String alertmanager, Trial trial) throws Exception {
        Program.assumeInstalled(PROGRAMS);
        Installation installation = Installation.named(name);
        Map<String, String> settings =
                new HashMap<>(Map.of("ALERTMANAGER_URL", "http://" + alertmanager, "ALERT_ALLOW_PRIVATE", "true"));
        try (Aegis first = new Aegis(installation, "data", settings)) {
            first.up();
            settings.putAll(database(first.data()));
            try (Aegis second = new Aegis(installation, "second", settings)) {
                second.up();
                note("two replicas run");
                Path folder = Files.createDirectories(installation.root().resolve("watchers"));
                Files.writeString(folder.resolve("aegis-key"), "dev_api_key");
                trial.with(List.of(first, second), folder);
            } finally {
                Files.write(installation.root().resolve("timeline.txt"), timeline);
            }
        } finally {
            client.close();
        }
    }

    @Test
    void batches_in_turn_one_fault_one_alert_one_end() throws Exception {
        List<Integer> ports = Aegis.freePorts();
        String alertmanager = "127.0.0.1:" + ports.get(0);
        onTwoReplicas("paired", alertmanager, (replicas, folder) -> {
            List<Integer> places =
                    replicas.stream().map(replica -> replica.api().port()).toList();
            HttpServer inTurn = serve(exchange -> forward(exchange, places));
            HttpServer exporter = serve(this::scraped);
            HttpServer people = serve(this::told);
            configure(folder, inTurn, exporter, people);
            try (Program _ = Program.start(
                            folder,
                            PROGRAMS.get(1),
                            "--config.file=alertmanager.yml",
                            "--storage.path=alertmanager",
                            "--cluster.listen-address=",
                            "--web.listen-address=" + alertmanager);
                    Program _ = prometheus(folder, ports.get(1))) {
                fault(replicas);
            } finally {
                List.of(inTurn, exporter, people).forEach(server -> server.stop(0));
            }
        });
    }

    /** As {@code prometheus-sharded.yml} has it, with other places and more targets. */
    @Test
    void a_prometheus_shares_its_targets_out_and_no_series_is_at_both() throws Exception {
        List<Integer> ports = Aegis.freePorts();
        onTwoReplicas("sharded", "127.0.0.1:" + ports.get(0), (replicas, folder) -> {
            HttpServer exporter = serve(this::scraped);
            StringBuilder targets = new StringBuilder();
            for (int i = 0; i < TARGETS; i++) {
                targets.append(
                        "- {targets: [\"%s\"], labels: {instance: host-%d}}%n      ".formatted(place(exporter), i));
            }
            Files.writeString(
                    folder.resolve("prometheus.yml"),
                    Files.readString(Installation.checkout("ops/monitoring/senders/prometheus-sharded.yml"))
                            .replace("- targets: [\"localhost:9100\"]", targets)
                            .replace("scrape_interval: 15s", "scrape_interval: 1s")
                            .replace(
                                    "localhost:8000",
                                    "127.0.0.1:" + replicas.get(0).api().port())
                            .replace(
                                    "localhost:8100",
                                    "127.0.0.1:" + replicas.get(1).api().port()));
            try (Program _ = prometheus(folder, ports.get(1))) {
                Await.until(
                        "all series came", LONG, () -> series(replicas.get(0)) + series(replicas.get(1)) == TARGETS);
            } finally {
                exporter.stop(0);
            }
            note("series at each: " + series(replicas.get(0)) + " and " + series(replicas.get(1)));
            assertThat(series(replicas.get(0))).as("series at the first").isBetween(1, TARGETS - 1);
            JsonNode known = replicas.get(0)
                    .api()
                    .done("GET", "/api/v1/series?limit=200", "")
                    .path("items");
            assertThat(known).as("series that both know of").hasSize(TARGETS);
            assertThat(known.path(0).path("labels").has("__tmp_shard")).isFalse();
        });
    }

    private static Program prometheus(Path folder, int port) throws IOException {
        return Program.start(
                folder,
                PROGRAMS.get(0),
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=prometheus",
                "--web.listen-address=127.0.0.1:" + port);
    }

    /** How many a replica has in memory. */
    private static int series(Aegis replica) throws IOException, InterruptedException {
        return (int) replica.metrics("online-api")
                .lines()
                .filter(line -> line.startsWith("aegis_series_memory"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void fault(List<Aegis> replicas) throws Exception {
        Instant learned = Instant.now().plus(LEARNING);
        Await.until("the series is known", LONG, () -> Instant.now().isAfter(learned));
        for (Aegis replica : replicas) {
            assertThat(replica.metrics("online-api"))
                    .as("samples came to both")
                    .containsPattern("aegis_remote_write_samples_total\\{[^}]*} [1-9]");
        }
        assertThat(told).as("nothing is told of what is usual").isEmpty();
        load = FAULT;
        note("the fault begins, after " + batches + " batches");
        Await.until("it is told", LONG, () -> with("firing") > 0);
        Instant enough = Instant.now().plusSeconds(60);
        Await.until("a minute passes", LONG, () -> Instant.now().isAfter(enough));
        load = USUAL;
        note("the fault is over");
        Await.until("its end is told", LONG, () -> with("resolved") > 0);
        Instant settled = Instant.now().plusSeconds(60);
        Await.until("nothing more comes", LONG, () -> Instant.now().isAfter(settled));
        assertThat(with("firing")).as("alerts").isEqualTo(1);
        assertThat(with("resolved")).as("ends").isEqualTo(1);
    }

    private long with(String status) {
        return told.stream()
                .filter(alert -> alert.path("status").asText().equals(status))
                .count();
    }

    /** The database of the first, as one that is no replica's own. */
    private static Map<String, String> database(Path data) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("database.env"))) {
            if (line.startsWith("DATABASE_") && line.contains("=")) {
                settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        return settings;
    }

    /** What a server does with a request. */
    @FunctionalInterface
    private interface Work {
        void on(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static HttpServer serve(Work work) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                work.on(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    /** One batch to the one, the next to the other. */
    private void forward(HttpExchange exchange, List<Integer> replicas) throws IOException, InterruptedException {
        int port = replicas.get(batches.getAndIncrement() % replicas.size());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + exchange.getRequestURI().getPath()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()));
        for (String name :
                List.of("Content-Type", "Content-Encoding", "X-Prometheus-Remote-Write-Version", "Authorization")) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        exchange.sendResponseHeaders(answer.statusCode(), -1);
    }

    private void scraped(HttpExchange exchange) throws IOException {
        byte[] text = "cpu_usage{pod=\"till-1\"} %d.%d%n"
                .formatted(load, scrapes.incrementAndGet() * 7 % 10)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
    }

    private void told(HttpExchange exchange) throws IOException {
        for (JsonNode alert :
                Api.JSON.readTree(exchange.getRequestBody().readAllBytes()).path("alerts")) {
            told.add(alert);
            note("people are told: " + alert.path("status").asText() + " " + alert.path("labels") + " "
                    + alert.path("annotations"));
        }
        exchange.sendResponseHeaders(200, -1);
    }

    private static void configure(Path folder, HttpServer inTurn, HttpServer exporter, HttpServer people)
            throws IOException {
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: till
                    static_configs: [{targets: ["%s"]}]
                remote_write:
                  - url: http://%s/api/v1/prometheus/write
                    authorization: {type: Bearer, credentials_file: aegis-key}
                    queue_config: {batch_send_deadline: 2s}
                """.formatted(place(exporter), place(inTurn)));
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: people, group_by: [alertname], group_wait: 2s, group_interval: 5s, repeat_interval: 4h}
                receivers:
                  - name: people
                    webhook_configs: [{url: "http://%s/", send_resolved: true}]
                """.formatted(place(people)));
    }

    private static String place(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void note(String what) {
        timeline.add(Duration.between(begun, Instant.now()).toSeconds() + " s  " + what);
    }
}
