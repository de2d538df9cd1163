/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of a console is what a fresh product prints. */
class ReadmeIT {

    private static final int TIMEOUT_SECONDS = 60;
    private static final String ADDRESS = "127.0.0.1:8000";

    @TempDir
    private Path folder;

    private final ShownJson page = new ShownJson(new HashMap<>());

    private String printed(String command) throws IOException, InterruptedException {
        Path output = folder.resolve("printed.txt");
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new IllegalStateException(command + " has not ended");
        }
        assertThat(process.exitValue())
                .as("%s; it said: %s", command, Files.readString(errors))
                .isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    private List<String> differences(ConsoleSession session, int port) throws IOException, InterruptedException {
        String printed = printed(page.withTrueIds(session.command()).replace(ADDRESS, "127.0.0.1:" + port));
        if (session.output().isEmpty()) {
            return printed.isEmpty() ? List.of() : List.of("prints " + printed);
        }
        return page.differences(session.output(), printed);
    }

    /** Differences that stay: jobs take a moment, so a question that is not yet answered as shown is asked again. */
    private List<String> settled(ConsoleSession session, int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        List<String> differences = differences(session, port);
        while (!differences.isEmpty() && session.isQuestion() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            differences = differences(session, port);
        }
        return differences;
    }

    @Test
    void every_command_prints_what_is_shown() throws Exception {
        List<ConsoleSession> sessions = ConsoleSession.of(Files.readString(Installation.checkout("README.md")));
        assertThat(sessions).hasSizeGreaterThan(6);
        // The schedule that is shown is the usual one; should it fire meanwhile, there is nothing old to remove.
        try (Aegis aegis = new Aegis(Installation.named("readme"), "data", Map.of("RETENTION_CRON", "0 30 3 * * *"))) {
            aegis.up();
            int port = aegis.api().port();
            for (ConsoleSession session : sessions) {
                assertThat(settled(session, port)).as(session.command()).isEmpty();
            }
        }
    }
}
