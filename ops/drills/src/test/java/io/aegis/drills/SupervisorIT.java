/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aegis.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code ops/aegis up --detach} leaves behind brings back what dies. */
class SupervisorIT {

    private static boolean takes(Aegis aegis, String number) {
        try {
            return aegis.api()
                            .send(
                                    "POST",
                                    "/feedback",
                                    "{\"raw_content\": \"Posted before and after, number " + number + "\"}")
                            .status()
                    < 300;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String status(Aegis aegis) throws Exception {
        return aegis.run("status").text();
    }

    @Test
    void each_process_that_is_killed_comes_back_and_one_that_keeps_dying_is_given_up() throws Exception {
        try (Aegis aegis = new Aegis(Installation.named("supervised"), "data", Map.of())) {
            aegis.up();
            assertThat(takes(aegis, "1")).isTrue();
            List<ProcessHandle> killed =
                    List.of(aegis.database(), aegis.process("online-api"), aegis.process("batch-jobs"));

            killed.forEach(ProcessHandle::destroyForcibly);

            Await.until("all is back", () -> aegis.run("status").code() == 0);
            assertThat(takes(aegis, "2")).isTrue();
            assertThat(aegis.store().column("SELECT COUNT(*) FROM feedback", 1)).containsExactly("2");
            assertThat(List.of(aegis.database(), aegis.process("online-api"), aegis.process("batch-jobs")))
                    .doesNotContainAnyElementsOf(killed);
            // A process serves a moment before its supervisor has seen it.
            for (String name : List.of("database", "online-api", "batch-jobs")) {
                Await.until(
                        name + " is said to be back",
                        () -> status(aegis).contains("\n" + name + ": started again at "));
            }
            assertThat(aegis.log("supervisor"))
                    .contains("online-api has ended", "online-api is back", "database is back");

            givenUp(aegis);
            assertThat(aegis.run("up", "--detach").code()).isZero();
            assertThat(aegis.run("status").code()).isZero();
            onlyForItsOwner(aegis.data());
        }
    }

    private static void givenUp(Aegis aegis) throws Exception {
        Await.until("it is given up", () -> {
            aegis.kill("batch-jobs");
            return aegis.log("supervisor")
                    .contains("batch-jobs has ended 5 times in a minute and is not started again");
        });
        Aegis.Said status = aegis.run("status");
        assertThat(status.code()).isEqualTo(3);
        assertThat(status.text()).containsPattern("batch-jobs: given up after 5 deaths in a minute: ");
        assertThat(takes(aegis, "3")).as("the rest goes on").isTrue();
    }

    private static void onlyForItsOwner(Path data) throws IOException {
        for (String folder : List.of("", "logs", "run")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(folder))))
                    .isEqualTo("rwx------");
        }
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            for (Path log : logs.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                        .as(log.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_database_that_ended_on_a_full_disk_comes_back_when_there_is_room() throws Exception {
        Installation installation = Installation.named("full");
        Path disk = Files.createDirectory(installation.root().resolve("data"));
        assumeTrue(
                done("mount", "-t", "tmpfs", "-o", "size=1000m", "aegis", disk.toString()),
                "The database is given a disk of its own to fill, and only root may mount one; run the tests as root to try this.");
        try (Aegis aegis = new Aegis(installation, "data", Map.of())) {
            aegis.up();
            Path filler = disk.resolve("filler");
            fill(filler);

            aegis.database().destroyForcibly();

            Await.until("it waits", () -> status(aegis).contains("database: waits for 300 MiB of free space"));
            assertThat(takes(aegis, "1")).isFalse();
            Files.delete(filler);
            Await.until("it is back", () -> takes(aegis, "2"));
        } finally {
            assertThat(done("umount", disk.toString())).isTrue();
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean done(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
