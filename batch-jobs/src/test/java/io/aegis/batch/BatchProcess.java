/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.batch.control.HostIdentity;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.settings.Environment;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The batch application within this JVM, as one process of several on one database. */
public final class BatchProcess implements AutoCloseable {

    /** Looks often, so that tests need not wait; nobody is taken for dead but who is made so. */
    public static final JobControlSettings BRISK = new JobControlSettings(
            Duration.ofMillis(50),
            Duration.ofMinutes(10),
            Duration.ofMillis(50),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(25));

    /** Does nothing by itself after its start. */
    public static final JobControlSettings STILL = new JobControlSettings(
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(25));

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();

    private BatchProcess(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts it.
     *
     * @param number tells processes apart
     */
    public static BatchProcess start(
            TestDatabase database,
            long number,
            JobControlSettings jobControlSettings,
            Consumer<GenericApplicationContext> parts) {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("AEGIS_BATCH_PORT", "0");
        Set<Long> alive = Set.of(1L, 2L, 3L);
        return new BatchProcess(BatchApplication.start(
                BatchSettings.from(Environment.of(settings, Path.of("target"))), graph -> {
                    graph.registerBean(JobControlSettings.class, () -> jobControlSettings);
                    graph.registerBean(
                            HostIdentity.class, () -> new HostIdentity("host", "machine", number, alive::contains));
                    parts.accept(graph);
                }));
    }

    /** A part of it. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** A request with the key that opens everything. */
    public HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-API-Key", "dev_api_key");
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(request(path)).body());
    }

    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> patch(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    public static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }
}
