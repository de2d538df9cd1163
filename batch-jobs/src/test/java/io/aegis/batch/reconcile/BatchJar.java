package io.aegis.batch.reconcile;

import io.aegis.batch.TestDatabase;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The batch application as its users run it: the packaged jar in a process of its own. */
final class BatchJar implements AutoCloseable {

    private final Process process;

    private BatchJar(Process process) {
        this.process = process;
    }

    static BatchJar start(TestDatabase database, Map<String, String> settings) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "batch-");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                Path.of("target", "batch-jobs.jar").toAbsolutePath().toString());
        builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AEGIS|AI|OPENAI|GROQ|DATABASE|ALERT)_.*"));
        builder.environment().putAll(database.settings());
        builder.environment().put("AEGIS_BATCH_PORT", Integer.toString(freePort()));
        builder.environment().putAll(settings);
        return new BatchJar(builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As SIGTERM does. */
    @Override
    public void close() {
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
