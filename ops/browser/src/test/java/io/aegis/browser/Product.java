/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.Migrations;
import io.aegis.db.embedded.EmbeddedMariaDb;
import io.aegis.testing.Await;
import io.aegis.testing.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole product as its users run it: both packaged jars on a database of their own. */
final class Product implements AutoCloseable {

    static final String KEY = "dev_api_key";

    /** Nothing is to happen that a test has not asked for. */
    private static final List<String> SCHEDULES = List.of(
            "RECONCILE_CRON",
            "RETENTION_CRON",
            "FAILURE_WATCH_CRON",
            "FEEDBACK_EMBED_CRON",
            "FEEDBACK_GROUP_CRON",
            "OWN_TOPICS_CRON",
            "FEEDBACK_TRAIN_CRON",
            "FEEDBACK_BURST_CRON",
            "TRAIN_CRON");

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);

    private final List<Process> processes = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final EmbeddedMariaDb server;
    private final Map<String, String> database;
    private final int port;
    private final int batchPort;
    private final String key;

    /** Starts it, with these settings on top of a mock LLM and schedules that do not fire. */
    Product(Map<String, String> settings) throws Exception {
        Path folder = Files.createDirectories(Path.of("target"));
        key = settings.getOrDefault("API_KEY", KEY);
        // A server of its own: whichever product is closed first would stop a shared one under the others.
        server = EmbeddedMariaDb.start(Files.createTempDirectory(folder, "mariadb"));
        database = Map.copyOf(server.settings(server.newSchema()));
        Migrations.migrate(DatabaseSettings.from(database, DatabaseAccount.ADMIN));
        List<Integer> ports = FreePorts.of(2);
        port = ports.getFirst();
        batchPort = ports.getLast();
        try {
            for (String application : List.of("online-api", "batch-jobs")) {
                processes.add(start(folder, application, database, settings));
            }
            for (String address : List.of(url(), "http://127.0.0.1:" + batchPort)) {
                awaitReady(address, folder);
            }
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private Process start(Path folder, String application, Map<String, String> database, Map<String, String> settings)
            throws IOException {
        Path jar =
                Path.of("..", "..", application, "target", application + ".jar").toAbsolutePath();
        Path directory = Files.createTempDirectory(folder, application);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx300m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString());
        builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(application + ".log").toFile());
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.matches("(AEGIS|AI|API|OPENAI|GROQ|DATABASE|ALERT)_.*|ENABLE_MOCK_MODE|MOCK_LLM_.*"));
        builder.environment().putAll(database);
        builder.environment()
                .putAll(Map.of(
                        "AEGIS_PORT", Integer.toString(port),
                        "AEGIS_BATCH_PORT", Integer.toString(batchPort),
                        "ENABLE_MOCK_MODE", "true",
                        "MOCK_LLM_DISAGREEMENT", "1",
                        "MOCK_LLM_DELAY_MS", "5"));
        for (String schedule : SCHEDULES) {
            builder.environment().put(schedule, "0 0 0 1 1 *");
        }
        builder.environment().putAll(settings);
        return builder.start();
    }

    private void awaitReady(String address, Path folder) throws Exception {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady(address)) {
            if (System.nanoTime() > end || processes.stream().anyMatch(process -> !process.isAlive())) {
                throw new IllegalStateException("not ready; see the logs in " + folder.toAbsolutePath());
            }
            // A process that starts has nothing to be awaited but its answer.
            processes.getFirst().waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isReady(String address) throws InterruptedException {
        try {
            return client.send(
                                    HttpRequest.newBuilder(URI.create(address + "/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The settings that lead to its database. */
    Map<String, String> database() {
        return database;
    }

    /** Where the dashboard is. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Posts feedback as a customer's system does; gives the row. */
    JsonObject feedback(String text) {
        return feedback(text, new JsonObject());
    }

    /** The same with what the system knows about it. */
    JsonObject feedback(String text, JsonObject metadata) {
        JsonObject body = new JsonObject();
        body.addProperty("raw_content", text);
        body.add("metadata", metadata);
        return send("POST", "/feedback", body.toString());
    }

    JsonObject get(String path) {
        return send("GET", path, "");
    }

    /** Puts feedback that says the same together, as its schedule would within a minute. */
    void group() {
        run("feedback-group");
    }

    /** Runs a job, as its schedule would, and waits for the end. */
    void run(String job) {
        String path = "/batch/executions/"
                + send("POST", "/batch/jobs/" + job + "/executions", "{}")
                        .getAsJsonObject("execution")
                        .get("id")
                        .getAsLong();
        Await.until(
                job + " is done",
                () -> get(path)
                        .getAsJsonObject("execution")
                        .get("status")
                        .getAsString()
                        .equals("COMPLETED"));
    }

    /** Sends what must succeed, again while a busy machine says 503, by which nothing is lost. */
    JsonObject send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        List<HttpResponse<String>> answers = new ArrayList<>();
        Await.until(method + " " + path + " is not put off", () -> {
            answers.add(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
            return answers.getLast().statusCode() != 503;
        });
        HttpResponse<String> answer = answers.getLast();
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(method + " " + path + ": " + answer.body());
        }
        return answer.body().isEmpty()
                ? new JsonObject()
                : JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(40, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
        client.close();
        server.close();
    }
}
