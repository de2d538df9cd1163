package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.AwaitCondition;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.reconcile.BatchJar;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.RowCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The packaged application, killed in the middle of an import. */
class KilledImportIT {

    private static final int ROWS = 40_000;
    private static final int KILLS = 2;

    @Test
    void an_import_goes_on_where_a_killed_process_left_it() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            UUID id = StagedFiles.stage(database, file());
            long before = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                long seen = before;
                Process process = start(database, "killed-" + kill);
                AwaitCondition.until(
                        "some rows are stored",
                        () -> process.isAlive()
                                && StagedFiles.progress(database, id).rows().read() > seen);
                process.destroyForcibly().waitFor();
                FeedbackImport killed = StagedFiles.progress(database, id);
                before = killed.rows().read();
                assertThat(killed.status()).isEqualTo(ImportStatus.RUNNING);
                assertThat(before).isLessThan(ROWS);
            }
            Process last = start(database, "killed-last");
            try {
                AwaitCondition.until(
                        "the import has ended",
                        () -> StagedFiles.progress(database, id).finishedAt().isPresent());
            } finally {
                last.destroy();
                last.waitFor();
            }

            FeedbackImport done = StagedFiles.progress(database, id);
            assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
            assertThat(done.rows()).isEqualTo(new RowCounts(ROWS - ROWS / 100 * 2L, ROWS / 100, ROWS / 100));
            assertThat(database.number("SELECT COUNT(*) FROM feedback"))
                    .isEqualTo(done.rows().stored());
            assertThat(database.number("SELECT COUNT(*) FROM analysis"))
                    .isEqualTo(done.rows().stored());
            assertThat(database.number("SELECT SUM(submissions) FROM feedback")).isEqualTo(ROWS - ROWS / 100);
            assertThat(database.number("SELECT COUNT(*) FROM import_reject")).isEqualTo(ROWS / 100);
        }
    }

    /** Of a hundred rows one is a duplicate and one is no feedback. */
    private static String file() {
        StringBuilder csv = new StringBuilder("id,text\n");
        for (int i = 0; i < ROWS; i++) {
            switch (i % 100) {
                case 98 -> csv.append(i).append(",Order ").append(i - 1).append(" did not arrive\n");
                case 99 -> csv.append(i).append(",-\n");
                default -> csv.append(i).append(",Order ").append(i).append(" did not arrive\n");
            }
        }
        return csv.toString();
    }

    private static Process start(TestDatabase database, String name) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), name);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(BatchJar.coverage());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-jar"));
        command.add(Path.of("target", "batch-jobs.jar").toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(key -> key.matches("(AEGIS|AI|OPENAI|GROQ|DATABASE|ALERT)_.*"));
        builder.environment().putAll(database.settings());
        builder.environment().put("AEGIS_BATCH_PORT", "0");
        return builder.start();
    }
}
