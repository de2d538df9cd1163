/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import io.aegis.testing.Await;
import io.aegis.testing.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The product on a data folder and ports of its own, worked by {@code ops/aegis}. */
final class Aegis implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 150;
    private static final Pattern PID = Pattern.compile("^[0-9]+(?= )");
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

    private static final String NEVER = "0 0 0 1 1 *";

    private final Installation installation;
    private final Path data;
    private final Map<String, String> settings = new HashMap<>();
    private final Api api;

    /**
     * What the command said.
     *
     * @param code it ended with
     * @param text both of its outputs
     */
    record Said(int code, String text) {}

    /** Nothing runs yet. Schedules do not fire, unless these settings say otherwise. */
    Aegis(Installation installation, String folder, Map<String, String> more) throws IOException {
        this.installation = installation;
        this.data = installation.root().resolve(folder);
        List<Integer> ports = freePorts();
        this.api = new Api(ports.get(0));
        settings.putAll(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "AEGIS_DATA_DIR", data.toString(),
                "AEGIS_PORT", Integer.toString(ports.get(0)),
                "AEGIS_BATCH_PORT", Integer.toString(ports.get(1)),
                "AEGIS_DATABASE_PORT", Integer.toString(ports.get(2))));
        for (String schedule : SCHEDULES) {
            settings.put(schedule, NEVER);
        }
        // Processes that live for seconds gain nothing from what makes later starts or long runs faster.
        settings.put("AEGIS_JAVA_OPTIONS", "-XX:-AutoCreateSharedArchive -XX:TieredStopAtLevel=1");
        settings.putAll(more);
    }

    /** Runs {@code ops/aegis} with these arguments to its end. */
    Said run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(installation.root().resolve("ops/aegis").toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Starts the database alone, as the command does before the applications. */
    void startDatabase() throws IOException, InterruptedException {
        expect(run(launcher(
                "start", "--data-dir", data.toString(), "--port", settings.getOrDefault("AEGIS_DATABASE_PORT", ""))));
    }

    void stopDatabase() throws IOException, InterruptedException {
        expect(run(launcher("stop", "--data-dir", data.toString())));
    }

    private List<String> launcher(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                installation.jar("db/embedded").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Said run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(installation.root(), "said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(installation.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches(
                        "(AEGIS|AI|API|OPENAI|GROQ|DATABASE|ALERT|POLICY)_.*|ENABLE_MOCK_MODE|MOCK_LLM_.*"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new IllegalStateException(command + " has not ended; it said: " + Files.readString(output));
        }
        return new Said(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    /** Starts everything. */
    void up() throws IOException, InterruptedException {
        expect(run("up", "--detach"));
    }

    /** Starts everything, with nobody who would bring back what a test ends. */
    void upUnsupervised() throws IOException, InterruptedException {
        up();
        ProcessHandle supervisor = process("supervisor");
        supervisor.destroyForcibly();
        supervisor.onExit().join();
    }

    private static void expect(Said said) {
        if (said.code() != 0) {
            throw new IllegalStateException(said.text());
        }
    }

    Api api() {
        return api;
    }

    /** The embedded database as its administrator sees it. */
    Store store() throws IOException {
        return store("_ADMIN");
    }

    /** The same as another account sees it: none, {@code _BATCH} or {@code _SCORING}. */
    Store store(String suffix) throws IOException {
        return Store.of(data.resolve("database.env"), suffix);
    }

    /** Where an application serves. */
    int port(String application) {
        String setting = application.equals("online-api") ? "AEGIS_PORT" : "AEGIS_BATCH_PORT";
        return Integer.parseInt(settings.getOrDefault(setting, ""));
    }

    /** What an application measures, as Prometheus reads it. */
    String metrics(String application) throws IOException, InterruptedException {
        try (Api there = new Api(port(application))) {
            return there.send("GET", "/metrics", "").text();
        }
    }

    /** The process of an application, or the supervisor's. */
    ProcessHandle process(String application) throws IOException {
        Path file = data.resolve("run").resolve(application + ".pid");
        Await.until(application + " is noted", () -> Files.readString(file).contains(" "));
        String noted = Files.readString(file);
        return ProcessHandle.of(Long.parseLong(noted.substring(0, noted.indexOf(' '))))
                .orElseThrow();
    }

    /** Kills an application if it lives at this moment. */
    void kill(String application) throws IOException {
        Matcher noted = PID.matcher(Files.readString(data.resolve("run").resolve(application + ".pid")));
        if (noted.find()) {
            ProcessHandle.of(Long.parseLong(noted.group())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** The process of the embedded database. */
    ProcessHandle database() throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readString(data.resolve("run/mariadb.pid")).strip()))
                .orElseThrow();
    }

    /** Where everything is stored. */
    Path data() {
        return data;
    }

    String log(String application) throws IOException {
        return Files.readString(data.resolve("logs").resolve(application + ".log"));
    }

    static List<Integer> freePorts() throws IOException {
        return FreePorts.of(3);
    }

    @Override
    public void close() {
        api.close();
        try {
            Said said = run("down");
            if (said.code() != 0 || said.text().contains("is killed")) {
                throw new IllegalStateException(said.text());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
