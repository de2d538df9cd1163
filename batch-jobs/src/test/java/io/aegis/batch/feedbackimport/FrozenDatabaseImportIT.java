/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportStatus;
import io.aegis.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A database that stands still for longer than processes may be silent, in the middle of an import. */
class FrozenDatabaseImportIT {

    private static final int ROWS = 40_000;
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final Duration FROZEN = SILENCE.multipliedBy(3);

    private static final JobControlSettings QUICK = new JobControlSettings(
            Duration.ofMillis(100),
            SILENCE,
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20));

    @Test
    void an_import_waits_and_goes_on() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                BatchProcess one = BatchProcess.start(database, 1, QUICK, _ -> {});
                BatchProcess two = BatchProcess.start(database, 2, QUICK, _ -> {})) {
            assertThat(one).isNotSameAs(two);
            UUID id = StagedFiles.stage(
                    database,
                    "text\n"
                            + IntStream.range(0, ROWS)
                                    .mapToObj(i -> "Frozen text number " + i)
                                    .collect(Collectors.joining("\n")));
            Await.until(
                    "it works", () -> StagedFiles.progress(database, id).rows().read() > 0);

            freeze(database);
            Await.until(
                    "it has ended",
                    () -> StagedFiles.progress(database, id).finishedAt().isPresent());

            FeedbackImport done = StagedFiles.progress(database, id);
            assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
            assertThat(done.rows().stored()).isEqualTo(ROWS);
            assertThat(database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE STATUS = 'STOPPED'"))
                    .isZero();
        }
    }

    private static void freeze(TestDatabase database) throws Exception {
        String server =
                Files.readString(Path.of(database.value("SELECT @@pid_file"))).strip();
        signal("-STOP", server);
        try {
            long end = System.nanoTime() + FROZEN.toNanos();
            Await.until("it was frozen for long enough", () -> System.nanoTime() > end);
        } finally {
            signal("-CONT", server);
        }
    }

    private static void signal(String signal, String process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, process).start().waitFor())
                .isZero();
    }
}
