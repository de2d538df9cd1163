/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code ops/aegis db backup} and {@code restore}. */
@ResourceLock("SharedAegis")
@ExtendWith(SharedAegis.class)
class BackupIT {

    /** Processes say here that they live, all the time. */
    private static final String BEATS = "heartbeat";

    private static final int MOST_TRIES = 20;

    @Test
    void a_backup_of_the_running_product_becomes_the_same_product_on_an_empty_server(Aegis original) throws Exception {
        Backup backup = atRest(original);
        String dump = backup.file();
        assertThat(original.store().filled())
                .contains(
                        "feedback",
                        "analysis",
                        "submission",
                        "review",
                        "alert_outbox",
                        "feedback_import",
                        "import_reject",
                        "llm_usage",
                        "api_key",
                        "web_session",
                        "BATCH_JOB_EXECUTION",
                        "BATCH_STEP_EXECUTION",
                        "job_request",
                        "schedule",
                        "metric_sample",
                        "prediction",
                        "prediction_label",
                        "log_template",
                        "model");
        String total = original.api().get("/admin/stats").path("total").asText();

        try (Aegis copy = new Aegis(Installation.named("restored"), "data", Map.of())) {
            Aegis.Said said = copy.run("db", "restore", dump);
            assertThat(said.code()).as(said.text()).isZero();
            copy.startDatabase();
            SortedMap<String, String> after = copy.store().contents();
            after.remove(BEATS);
            assertThat(after).isEqualTo(backup.contents());
            assertThat(copy.store().definitions()).isEqualTo(original.store().definitions());

            copy.up();
            assertThat(copy.api().get("/admin/stats").path("total").asText()).isEqualTo(total);
            assertThat(copy.api()
                            .done("POST", "/feedback", "{\"raw_content\": \"A text that is new here\"}")
                            .path("cached")
                            .asBoolean())
                    .isFalse();
            assertThat(copy.api()
                            .ran("retention", "{}")
                            .path("execution")
                            .path("status")
                            .asText())
                    .isEqualTo("COMPLETED");
        }
    }

    @Test
    void what_is_no_whole_dump_is_refused_and_destroys_nothing(Aegis original) throws Exception {
        Path dump = Path.of(dump(original));
        byte[] packed = Files.readAllBytes(dump);
        String text = unpacked(dump);
        Path trap = dump.resolveSibling("trap");
        Map<String, byte[]> wrong = Map.of(
                "cut while it was copied", Arrays.copyOf(packed, packed.length / 2),
                "cut while it was made", packed(text.substring(0, text.length() / 2)),
                "cut before its last line", packed(text.substring(0, text.lastIndexOf("-- Dump completed"))),
                "not packed", text.getBytes(StandardCharsets.UTF_8),
                "no dump", packed("DROP TABLE feedback;\n"),
                "of another product", packed(text.replace("`feedback`", "`orders`")),
                "of a whole server",
                        packed(text.replace("CREATE TABLE `feedback`", "USE `aegis`;\nCREATE TABLE `feedback`")),
                "with a command for the shell",
                        packed(text.replace("UNLOCK TABLES;", "UNLOCK TABLES;\n\\! touch " + trap + "\n")),
                "empty", new byte[0]);
        try (Aegis aegis = new Aegis(Installation.named("refusing"), "data", Map.of())) {
            assertThat(aegis.run("db", "restore", dump.toString(), "--yes").code())
                    .isZero();
            aegis.startDatabase();
            SortedMap<String, String> before = aegis.store().contents();
            Path file = dump.resolveSibling("wrong.sql.gz");
            for (Map.Entry<String, byte[]> each : wrong.entrySet()) {
                Files.write(file, each.getValue());

                Aegis.Said said = aegis.run("db", "restore", file.toString(), "--yes");

                assertThat(said.code()).as(each.getKey() + ": " + said.text()).isEqualTo(1);
                assertThat(said.text()).as(each.getKey()).contains(file.toString(), "nothing was changed");
                assertThat(aegis.store().contents()).as(each.getKey()).isEqualTo(before);
            }
            assertThat(trap).doesNotExist();
        }
    }

    @Test
    void what_would_be_lost_is_said_and_not_done_unasked(Aegis original) throws Exception {
        String dump = dump(original);
        try (Aegis aegis = new Aegis(Installation.named("asking"), "data", Map.of())) {
            assertThat(aegis.run("db", "restore", dump).code())
                    .as("nothing to lose")
                    .isZero();
            aegis.startDatabase();
            SortedMap<String, String> before = aegis.store().contents();
            String rows =
                    aegis.store().column("SELECT COUNT(*) FROM feedback", 1).getFirst();

            for (String[] command : new String[][] {{"db", "reset"}, {"db", "restore", dump}}) {
                Aegis.Said said = aegis.run(command);

                assertThat(said.code()).as(said.text()).isEqualTo(2);
                assertThat(said.text())
                        .contains("nothing was changed", "--yes")
                        .containsPattern("(?m)^ +" + rows + "  feedback$");
                assertThat(aegis.store().contents()).isEqualTo(before);
            }
            assertThat(aegis.run("db", "reset", "--yes").code()).isZero();
            assertThat(aegis.store().column("SELECT COUNT(*) FROM feedback", 1)).containsExactly("0");
        }
    }

    @Test
    void nothing_is_restored_under_a_running_product(Aegis original) throws Exception {
        Aegis.Said said = original.run("db", "restore", dump(original));

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("is running; 'ops/aegis down' first");
    }

    private record Backup(String file, SortedMap<String, String> contents) {}

    /** Makes a backup during which nothing changes, as a delivery that is tried again would: only then there is one right answer. */
    private static Backup atRest(Aegis aegis) throws Exception {
        for (int i = 0; i < MOST_TRIES; i++) {
            SortedMap<String, String> before = aegis.store().contents();
            String file = dump(aegis);
            SortedMap<String, String> after = aegis.store().contents();
            before.remove(BEATS);
            after.remove(BEATS);
            if (before.equals(after)) {
                return new Backup(file, after);
            }
        }
        throw new AssertionError("the product is never at rest");
    }

    /** Makes a backup; gives its file. */
    private static String dump(Aegis aegis) throws IOException, InterruptedException {
        Path file = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "dump")
                .resolve("of aegis.sql.gz");
        Aegis.Said said = aegis.run("db", "backup", file.toString());
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as("customers' texts are for the owner only")
                .isEqualTo("rw-------");
        return file.toString();
    }

    private static String unpacked(Path dump) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(dump))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
