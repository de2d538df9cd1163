/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.batch.TestDatabase;
import io.aegis.testing.JarProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The batch application as its users run it: the packaged jar in a process of its own. */
public final class BatchJar implements AutoCloseable {

    private final JarProcess process;
    private final HttpClient client = HttpClient.newHttpClient();

    private BatchJar(JarProcess process) {
        this.process = process;
    }

    /** Starts it. */
    public static BatchJar start(TestDatabase database, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(database.settings());
        all.putAll(settings);
        return new BatchJar(JarProcess.start("batch-jobs.jar", "AEGIS_BATCH_PORT", all, List.of()));
    }

    /** Whether it takes requests and work. */
    public boolean listens() throws InterruptedException {
        try {
            return status(HttpRequest.newBuilder(process.address().resolve("/health/ready"))) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Launches a job in this process; tells the status of the answer. */
    int launch(String job) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(process.address().resolve("/jobs/" + job + "/executions"))
                .header("X-API-Key", "dev_api_key")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"parameters\": {}}")));
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The value of a meter, over all its series whose text has these words; 0 without any. */
    public double meter(String name, String... words) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(process.address().resolve("/metrics"))
                .header("X-API-Key", "dev_api_key")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line ->
                        line.startsWith(name + "{") && Arrays.stream(words).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Processor time that it has taken. */
    public Duration cpu() {
        return process.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public boolean isAlive() {
        return process.process().isAlive();
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** As SIGTERM does. */
    @Override
    public void close() {
        client.close();
        process.stop();
    }
}
