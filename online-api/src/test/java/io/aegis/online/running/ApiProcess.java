/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.testing.Await;
import io.aegis.testing.JarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The online API as its users run it: the packaged jar in a process of its own. */
final class ApiProcess implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String KEY = "dev_api_key";

    private final JarProcess process;
    private final HttpClient client;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body JSON; missing when it is none
     * @param headers all of them
     * @param took as the client saw it
     */
    record Reply(int status, JsonNode body, Map<String, List<String>> headers, Duration took) {

        String id() {
            return body.path("id").asText();
        }

        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst())
                    .findFirst();
        }
    }

    private ApiProcess(JarProcess process) {
        this.process = process;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Starts it and waits until it is ready. */
    static ApiProcess start(RealDatabase database, Map<String, String> settings) throws Exception {
        return start(database, settings, List.of());
    }

    /** The same, with so many file descriptors and no more. */
    static ApiProcess startWithDescriptors(RealDatabase database, int descriptors) throws Exception {
        return start(
                database,
                // Each post is to be stored, however busy the machine is.
                Map.of("AI_TIMEOUT_SECONDS", "20"),
                List.of("bash", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "limited"));
    }

    private static ApiProcess start(RealDatabase database, Map<String, String> settings, List<String> before)
            throws Exception {
        Map<String, String> all = new HashMap<>(database.settings());
        all.putAll(settings);
        ApiProcess api = new ApiProcess(JarProcess.start("online-api.jar", "AEGIS_PORT", all, before));
        api.awaitReady();
        return api;
    }

    private void awaitReady() throws Exception {
        Await.until(
                "the API is ready or has ended",
                () -> isReady() || !process.process().isAlive());
        if (!process.process().isAlive()) {
            throw new IllegalStateException("the API did not become ready:\n" + log());
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send(request("/health/ready").timeout(Duration.ofSeconds(5))).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** A connection, for tests that speak byte by byte. */
    Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), process.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(process.address().resolve(path)).header("X-API-Key", KEY);
    }

    Reply send(HttpRequest.Builder request) throws InterruptedException {
        long before = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Reply(
                    response.statusCode(),
                    json
                            ? JSON.readTree(response.body())
                            : JSON.getNodeFactory().textNode(response.body()),
                    response.headers().map(),
                    took);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply get(String path) throws InterruptedException {
        return send(request(path));
    }

    Reply post(String text) throws InterruptedException {
        String body = JSON.createObjectNode().put("raw_content", text).toString();
        return send(request("/feedback")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Posts all texts at once, each from a client of its own. */
    List<Reply> postAtOnce(List<String> texts) throws InterruptedException, ExecutionException {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> posts = new ArrayList<>();
            for (String text : texts) {
                posts.add(clients.submit(() -> post(text)));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> post : posts) {
                replies.add(post.get());
            }
            return replies;
        }
    }

    /** The value of a meter, all its series added up. */
    double meter(String name) throws InterruptedException {
        return get("/metrics")
                .body()
                .asText()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    String log() throws IOException {
        return Files.readString(process.log());
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** As SIGTERM does; waits for the end. */
    @Override
    public void close() {
        try {
            process.stop();
        } finally {
            client.close();
        }
    }
}
