package io.aegis.batch.reconcile;

import io.aegis.batch.TestDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The batch application as its users run it: the packaged jar in a process of its own. */
public final class BatchJar implements AutoCloseable {

    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private BatchJar(Process process, int port) {
        this.process = process;
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it. */
    public static BatchJar start(TestDatabase database, Map<String, String> settings) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "batch-");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(coverage());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar"));
        command.add(Path.of("target", "batch-jobs.jar").toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AEGIS|AI|OPENAI|GROQ|DATABASE|ALERT)_.*"));
        builder.environment().putAll(database.settings());
        int port = freePort();
        builder.environment().put("AEGIS_BATCH_PORT", Integer.toString(port));
        builder.environment().putAll(settings);
        return new BatchJar(builder.start(), port);
    }

    /** What counts the lines that this JVM runs counts those of a process too, unless that is killed. */
    public static List<String> coverage() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .toList();
    }

    /** Whether it takes requests and work. */
    public boolean listens() throws InterruptedException {
        try {
            return status(HttpRequest.newBuilder(address.resolve("/health/ready"))) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Launches a job in this process; tells the status of the answer. */
    int launch(String job) throws IOException, InterruptedException {
        return status(HttpRequest.newBuilder(address.resolve("/jobs/" + job + "/executions"))
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
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/metrics"))
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
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As SIGTERM does. */
    @Override
    public void close() {
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the batch application did not stop within a minute of SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
