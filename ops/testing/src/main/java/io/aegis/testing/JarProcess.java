/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A packaged application as its users run it: {@code java -jar}, in a process and a folder of its own, on a free port, without
 * the settings of whoever runs the tests.
 *
 * @param process that runs it
 * @param address where it serves
 * @param log what it prints
 */
public record JarProcess(Process process, URI address, Path log) {

    private static final Duration END_WITHIN = Duration.ofSeconds(60);

    /**
     * Starts one.
     *
     * @param jar below {@code target}, such as {@code online-api.jar}
     * @param portSetting that says where it serves
     * @param settings further ones
     * @param before a command that gets the command as its arguments; empty for none
     */
    public static JarProcess start(String jar, String portSetting, Map<String, String> settings, List<String> before)
            throws IOException {
        Path target = Path.of("target");
        Path folder = Files.createTempDirectory(target, jar + "-");
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(coverage());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx300m", "-XX:NewRatio=3", "-XX:TieredStopAtLevel=1"));
        command.addAll(sharedClasses(target.resolve(jar)));
        command.add("-jar");
        command.add(target.resolve(jar).toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(AEGIS|AI|OPENAI|GROQ|DATABASE|ALERT)_.*"));
        int port = freePort();
        builder.environment().put(portSetting, Integer.toString(port));
        builder.environment().putAll(settings);
        return new JarProcess(builder.start(), URI.create("http://127.0.0.1:" + port), log);
    }

    /**
     * Class data sharing: the first process that ends in order writes the archive, which saves each later one a quarter of the
     * processor time of its start, half where nobody counts lines.
     */
    private static List<String> sharedClasses(Path jar) throws IOException {
        Path archive = jar.resolveSibling(jar.getFileName() + ".jsa").toAbsolutePath();
        // The JVM neither takes one of another build nor writes it anew.
        if (Files.exists(archive) && lastBuilt(jar).compareTo(Files.getLastModifiedTime(archive)) > 0) {
            Files.delete(archive);
        }
        return List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                // Only for tests, as the JVM says. Classes that the agent rewrites are left out.
                "-XX:+AllowArchivingWithJavaAgent",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:cds*=off,aot*=off");
    }

    /** When the jar was written, or the last of the libraries beside it. */
    private static FileTime lastBuilt(Path jar) throws IOException {
        List<Path> files = new ArrayList<>(List.of(jar));
        Path libraries = jar.resolveSibling("lib");
        if (Files.exists(libraries)) {
            try (Stream<Path> all = Files.list(libraries)) {
                files.addAll(all.toList());
            }
        }
        FileTime last = FileTime.fromMillis(0);
        for (Path file : files) {
            FileTime written = Files.getLastModifiedTime(file);
            last = written.compareTo(last) > 0 ? written : last;
        }
        return last;
    }

    /** What counts the lines that this JVM runs counts those of a process too, unless that is killed. */
    public static List<String> coverage() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .toList();
    }

    /** A port that nobody listens on now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it as SIGTERM does, and waits for the end: it has to come within a minute. */
    public void stop() {
        process.destroy();
        process.onExit()
                .orTimeout(END_WITHIN.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((_, _) -> process.destroyForcibly())
                .join();
    }
}
