/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What starters note of JVMs that died for want of memory. */
class OutOfMemoryExitsTest {

    @TempDir
    private Path data;

    private OutOfMemoryExits deaths = new OutOfMemoryExits(Path.of("nowhere"));

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectory(data.resolve("run"));
        deaths = new OutOfMemoryExits(data);
    }

    private void note(String application, String lines) throws IOException {
        Files.writeString(data.resolve("run").resolve(application + ".oom"), lines);
        deaths.look();
    }

    @Test
    void where_nothing_is_noted_nobody_died() {
        deaths.look();
        assertThat(deaths.noted()).isEmpty();
    }

    @Test
    void deaths_are_counted_and_the_last_is_told() throws IOException {
        note("online-api", "1764000000\n1764003600\n");
        note("batch-jobs", "1764007200\n");
        assertThat(deaths.noted())
                .containsOnlyKeys("online-api", "batch-jobs")
                .containsEntry("online-api", new OutOfMemoryExits.Noted(2, Instant.ofEpochSecond(1_764_003_600)));
    }

    @Test
    void what_is_no_time_is_passed_over() throws IOException {
        note("online-api", "soon\n\n99999999999999999999\n");
        assertThat(deaths.noted()).isEmpty();
        Files.delete(data.resolve("run").resolve("online-api.oom"));
        Files.createDirectory(data.resolve("run").resolve("online-api.oom"));
        deaths.look();
        assertThat(deaths.noted()).isEmpty();
    }
}
