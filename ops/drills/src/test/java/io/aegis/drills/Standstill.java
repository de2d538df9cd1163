/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A database that stands still for a while (SIGSTOP), as on a paused machine or a disk that hangs, under the product as it is
 * started by default, while an import runs.
 *
 * @param aegis that runs
 */
record Standstill(Aegis aegis) {

    private static final int ROWS = 40_000;

    /** The deadline of half a second, and the rest for a machine that is busy with other things; without one it would be all the while. */
    private static final Duration ANSWERED = Duration.ofSeconds(5);

    /** Has it stand still for so long, and looks that everything goes on by itself. */
    static void of(String folder, Duration length) throws Exception {
        try (Aegis aegis = new Aegis(Installation.named(folder), "data", Map.of())) {
            aegis.up();
            new Standstill(aegis).lasting(length);
        }
    }

    private void lasting(Duration length) throws Exception {
        StringBuilder csv = new StringBuilder("text\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("The parcel is late again, please help me, number ")
                    .append(i)
                    .append('\n');
        }
        String imported = aegis.api()
                .done("POST", "/feedback/batch_csv", csv.toString())
                .path("status_url")
                .asText();
        Await.until(
                "it runs", () -> aegis.api().get(imported).path("rows_stored").asInt() > 0);
        List<Long> processes = processes();
        long database = aegis.database().pid();

        signal("STOP", database);
        try {
            // The signal is sent, not yet heard: on a busy machine one more transaction may be committed.
            Await.until("the database stands still", () -> standsStill(database));
            standing(System.nanoTime(), length);
        } finally {
            signal("CONT", database);
        }

        Await.until("it stores again", () -> post("All goes on by itself").status() < 300);
        Await.until(
                "it is known",
                () -> answered("/health").path("database_connected").asBoolean());
        Await.until(
                "the import goes on to its end",
                () -> answered(imported).path("status").asText().equals("COMPLETED"));
        assertThat(aegis.api().get(imported).path("rows_stored").asInt()).isEqualTo(ROWS);
        assertThat(processes()).as("nothing had to be started again").isEqualTo(processes);
        assertThat(aegis.log("batch-jobs"))
                .as("it is not ended by its own heartbeat")
                .doesNotContain("counts as dead", "no longer its own");
        // the import is told as completed a moment before Spring Batch records the end of its execution
        Await.until(
                "its one execution waited and came to its end",
                () -> executions().equals(List.of("COMPLETED")));
    }

    /** What is answered, be it that the database is not known to be back yet. */
    private JsonNode answered(String path) throws Exception {
        return aegis.api().send("GET", path, "").json();
    }

    private List<String> executions() throws Exception {
        return aegis.store()
                .column(
                        "SELECT e.STATUS FROM BATCH_JOB_EXECUTION e JOIN BATCH_JOB_INSTANCE i USING"
                                + " (JOB_INSTANCE_ID) WHERE i.JOB_NAME = 'feedback-import'",
                        1);
    }

    /** What is answered meanwhile. */
    private void standing(long since, Duration length) throws Exception {
        Latencies posts = new Latencies();
        for (int i = 0; System.nanoTime() - since < length.toNanos(); i++) {
            long asked = System.nanoTime() - since;
            Api.Answer health = aegis.api().send("GET", "/health", "");
            if (asked > Duration.ofSeconds(2).toNanos()) {
                assertThat(health.status())
                        .as("health after %d ms", asked / 1_000_000)
                        .isEqualTo(503);
                assertThat(health.json().path("database_connected").asBoolean()).isFalse();
            }
            String text = "Nobody can store this now, number " + i;
            Wire.Answer refused = posts.took(() -> post(text));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsKey("retry-after");
            assertThat(aegis.api().send("GET", "/health/live", "").status()).isEqualTo(200);
        }
        System.out.println("posts while the database stands still: " + posts);
        assertThat(posts.longest()).as("posts: %s", posts).isLessThan(ANSWERED);
    }

    private Wire.Answer post(String text) throws IOException {
        try (Wire wire = new Wire(aegis.api().port())) {
            return wire.post("/feedback", "{\"raw_content\": \"" + text + "\"}");
        }
    }

    private List<Long> processes() throws IOException {
        return List.of(
                aegis.process("online-api").pid(),
                aegis.process("batch-jobs").pid(),
                aegis.database().pid());
    }

    /** Whether all threads of a process are stopped, where the system tells. */
    private static boolean standsStill(long pid) throws IOException {
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(tasks)) {
            return true;
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
        }
        return true;
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
