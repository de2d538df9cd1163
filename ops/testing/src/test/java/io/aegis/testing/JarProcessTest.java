/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JarProcessTest {

    private static final String JAR = "waiting.jar";

    /** What the process runs: prints two settings and waits to be ended. */
    static final class Waiting {

        private Waiting() {}

        /** Its start. */
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("port " + System.getenv("WAITING_PORT") + " level " + System.getenv("LEVEL"));
            Thread.currentThread().join();
        }
    }

    @BeforeEach
    void pack() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Waiting.class.getName());
        String entry = Waiting.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(Path.of("target", JAR));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(Files.readAllBytes(Path.of("target", "test-classes").resolve(entry)));
        }
    }

    private static JarProcess start() throws IOException {
        JarProcess process = JarProcess.start(
                JAR, "WAITING_PORT", Map.of("LEVEL", "7"), List.of("bash", "-c", "exec \"$@\"", "started"));
        Await.until(
                "it prints",
                () -> Files.readString(process.log(), StandardCharsets.UTF_8)
                        .contains("port " + process.address().getPort() + " level 7"));
        return process;
    }

    @Test
    void stopped_it_ends_by_itself() throws Exception {
        JarProcess process = start();
        process.stop();
        assertThat(process.process().exitValue()).isEqualTo(128 + 15);
    }

    @Test
    void killed_it_ends_at_once() throws Exception {
        JarProcess process = start();
        process.kill();
        assertThat(process.process().exitValue()).isEqualTo(128 + 9);
    }

    @Test
    void the_process_counts_lines_where_this_one_does() {
        assertThat(JarProcess.coverage()).allMatch(argument -> argument.contains("jacoco"));
    }
}
