/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the system that runs beside the product, such as a Prometheus.
 *
 * @param process of it
 * @param output what it says
 */
record Program(Process process, Path output) implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 10;

    /** Where a program is, if it is installed. */
    static Optional<Path> installed(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips the test, saying what would have to be installed for it, where some of these are not. */
    static void assumeInstalled(List<String> names) {
        List<String> missing =
                names.stream().filter(name -> installed(name).isEmpty()).toList();
        assumeTrue(
                missing.isEmpty(),
                () -> "The product is tried beside real programs, of which the PATH lacks " + String.join(", ", missing)
                        + "; on Debian: apt-get install " + String.join(" ", missing));
    }

    /** Starts a program in a folder, in which it leaves what it says. */
    static Program start(Path folder, String name, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(installed(name).orElseThrow().toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve(name + ".log");
        return new Program(
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** Ends it, by force when it does not listen. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
