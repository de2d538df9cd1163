/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.bench.command.BenchRun;
import io.aegis.bench.load.openloop.LeapingClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cost of work for a stub of the API, and for a JVM that stands for the product's. */
class CostTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String line) {
        return BenchRun.of(
                Map.of(),
                Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC),
                new LeapingClock(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                List.of((line + " --data-dir " + folder).split(" ", -1)));
    }

    @Test
    void each_kind_of_work_is_counted_for_the_processes_of_the_product() throws Exception {
        Process product = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        Path.of("src", "test", "resources", "Waits.java").toString())
                .start();
        try (StubApi api = StubApi.behaving()) {
            assertThat(product.inputReader().readLine()).isEqualTo("collected");
            Files.createDirectory(folder.resolve("run"));
            Files.writeString(folder.resolve("run").resolve("online-api.pid"), product.pid() + " 1\n");

            int code = run("cost --rate 40 --seconds 1 --count 1000 --url " + api.url());

            assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("could not run");
            assertThat(code).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .containsPattern("new row +online-api +21 ")
                    .containsPattern("duplicate +online-api +40 ")
                    .containsPattern("sample +online-api +5000 ")
                    .containsPattern("imported row +online-api +1000 ");
        } finally {
            product.destroyForcibly();
        }
    }

    @Test
    void without_a_process_of_the_product_it_says_where_it_looked() throws Exception {
        assertThat(run("cost")).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--data-dir");
    }
}
