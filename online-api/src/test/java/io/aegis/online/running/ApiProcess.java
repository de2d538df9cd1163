package io.aegis.online.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The online API as its users run it: the packaged jar in a process of its own. */
final class ApiProcess implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String KEY = "dev_api_key";

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final URI address;
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

    private ApiProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.address = URI.create("http://127.0.0.1:" + port);
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
                database, Map.of(), List.of("bash", "-c", "ulimit -n " + descriptors + " && exec \"$@\"", "limited"));
    }

    private static ApiProcess start(RealDatabase database, Map<String, String> settings, List<String> before)
            throws Exception {
        int port = freePort();
        Path folder = Files.createTempDirectory(Path.of("target"), "api-");
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(coverage());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar"));
        command.add(Path.of("target", "online-api.jar").toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AEGIS|AI|OPENAI|GROQ|DATABASE|ALERT)_.*"));
        builder.environment().putAll(database.settings());
        builder.environment().put("AEGIS_PORT", Integer.toString(port));
        builder.environment().putAll(settings);
        ApiProcess api = new ApiProcess(builder.start(), log, port);
        api.awaitReady();
        return api;
    }

    /** What counts the lines that this JVM runs counts those of the process too, unless that is killed. */
    private static List<String> coverage() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .toList();
    }

    private void awaitReady() throws Exception {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                kill();
                throw new IllegalStateException("the API did not become ready:\n" + Files.readString(log));
            }
            // A process that starts has nothing to be awaited but its answer.
            process.waitFor(20, TimeUnit.MILLISECONDS);
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
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("X-API-Key", KEY);
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
        return Files.readString(log);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As SIGTERM does; waits for the end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the API did not stop within 30 s of SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } finally {
            client.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
