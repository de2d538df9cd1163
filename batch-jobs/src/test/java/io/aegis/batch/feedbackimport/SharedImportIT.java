/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.control.PartitionWorker;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.Reject;
import io.aegis.db.imports.RowCounts;
import io.aegis.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One file, several processes, and what happens to them. */
class SharedImportIT {

    /** Long ones, so that few rows make many parts. */
    private static final String PADDING = " and once more I say that I am not content with it".repeat(20);

    private static final int ROWS = 24_000;

    private final TestDatabase database = TestDatabase.create();
    private final List<BatchProcess> processes = new ArrayList<>();

    @AfterEach
    void close() {
        processes.forEach(BatchProcess::close);
        database.close();
    }

    private BatchProcess start(long number) {
        BatchProcess process = BatchProcess.start(database, number, BatchProcess.BRISK, _ -> {});
        processes.add(process);
        return process;
    }

    /** Of a hundred rows one is a duplicate of one far away, one spans two lines, and one is no feedback. */
    private static String file() {
        StringBuilder csv = new StringBuilder("id,text\n");
        for (int i = 0; i < ROWS; i++) {
            switch (i % 100) {
                case 97 ->
                    csv.append(i)
                            .append(",Order 0 did not arrive")
                            .append(PADDING)
                            .append('\n');
                case 98 -> csv.append(i).append(",\"Order ").append(i).append("\ndid not arrive\"\n");
                case 99 -> csv.append(i).append(",-\n");
                default ->
                    csv.append(i)
                            .append(",Order ")
                            .append(i)
                            .append(" did not arrive")
                            .append(PADDING)
                            .append('\n');
            }
        }
        return csv.toString();
    }

    private FeedbackImport awaitEnd(UUID id) throws Exception {
        Await.until(
                "the import has ended",
                () -> StagedFiles.progress(database, id).finishedAt().isPresent());
        return StagedFiles.progress(database, id);
    }

    private void assertWhole(FeedbackImport done) throws Exception {
        assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
        assertThat(done.rows()).isEqualTo(new RowCounts(ROWS - ROWS / 50L, ROWS / 100, ROWS / 100));
        assertThat(done.position().bytes()).isEqualTo(done.stagedBytes());
        assertThat(database.number("SELECT COUNT(*) FROM feedback"))
                .isEqualTo(done.rows().stored());
        assertThat(database.number("SELECT SUM(submissions) FROM feedback")).isEqualTo(ROWS - ROWS / 100);
        assertThat(database.number("SELECT COUNT(*) FROM analysis"))
                .isEqualTo(done.rows().stored());
        List<Reject> rejects = new ImportQueries(database.database()).rejects(done.id(), 0, TestDatabase.ample());
        for (int i = 0; i < rejects.size(); i++) {
            // The header, the rows before, and a second line in each hundred.
            assertThat(rejects.get(i).line()).isEqualTo(2 + 100L * i + 99 + i + 1);
        }
        assertThat(rejects).hasSize(ROWS / 100);
    }

    @Test
    void a_file_is_worked_through_by_all_processes_and_counted_exactly() throws Exception {
        start(1);
        start(2);
        UUID id = StagedFiles.stage(database, file());

        FeedbackImport done = awaitEnd(id);

        assertWhole(done);
        assertThat(database.number("SELECT COUNT(*) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME LIKE 'import-rows:%'"))
                .isBetween(5L, 7L);
        Await.until(
                "the job has ended",
                () -> database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE STATUS = 'COMPLETED'") == 1);
        assertThat(database.value("SELECT CONCAT(READ_COUNT, ' ', WRITE_COUNT, ' ', PROCESS_SKIP_COUNT, ' ', STATUS)"
                        + " FROM BATCH_STEP_EXECUTION WHERE STEP_NAME = 'import-rows'"))
                .isEqualTo(ROWS + " " + (ROWS - ROWS / 100) + " " + ROWS / 100 + " COMPLETED");
        assertThat(database.number("SELECT COUNT(*) FROM partition_lease")).isZero();
        assertThat(database.number("SELECT COUNT(*) FROM import_part")).isZero();
    }

    @Test
    void chunks_that_fail_between_writing_and_committing_are_done_again_from_their_begin() throws Exception {
        database.change("CREATE TABLE failures (number INT AUTO_INCREMENT PRIMARY KEY) ENGINE = MyISAM");
        database.change("""
                CREATE TRIGGER fails BEFORE UPDATE ON BATCH_STEP_EXECUTION FOR EACH ROW BEGIN
                  IF NEW.STEP_NAME LIKE 'import-rows:%' AND NEW.COMMIT_COUNT > OLD.COMMIT_COUNT THEN
                    INSERT INTO failures VALUES ();
                    IF LAST_INSERT_ID() <= 5 THEN
                      SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'as a deadlock';
                    END IF;
                  END IF;
                END""");
        UUID id = StagedFiles.stage(database, file());
        start(1);

        assertWhole(awaitEnd(id));
        assertThat(database.number("SELECT COUNT(*) FROM failures")).isGreaterThan(5);
    }

    @Test
    void a_part_that_never_gets_on_fails_its_import_in_the_end() throws Exception {
        database.change("""
                CREATE TRIGGER fails BEFORE UPDATE ON BATCH_STEP_EXECUTION FOR EACH ROW
                IF NEW.STEP_NAME LIKE 'import-rows:%' AND NEW.COMMIT_COUNT > OLD.COMMIT_COUNT THEN
                  SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'as a deadlock';
                END IF""");
        UUID id = StagedFiles.stage(database, "text\nOne that is never stored\n");
        start(1);

        FeedbackImport failed = awaitEnd(id);

        assertThat(failed.status()).isEqualTo(ImportStatus.FAILED);
        assertThat(failed.rows()).isEqualTo(RowCounts.NONE);
        assertThat(database.value("SELECT EXIT_MESSAGE FROM BATCH_STEP_EXECUTION WHERE STEP_NAME LIKE 'import-rows:%'"))
                .startsWith("It was taken up 20 times");
    }

    @Test
    void a_part_whose_process_counts_as_dead_goes_on_elsewhere_and_the_dead_commit_nothing() throws Exception {
        BatchProcess first = start(1);
        UUID id = StagedFiles.stage(database, file());
        Await.until("it works", () -> StagedFiles.progress(database, id).rows().read() > 0);
        start(2);
        database.change("DELETE FROM heartbeat WHERE pid = 1");

        assertWhole(awaitEnd(id));
        Await.until(
                "the dead work on nothing",
                () -> first.part(PartitionWorker.class).isIdle());
    }

    @Test
    void an_operator_stops_all_parts_and_a_restart_goes_on() throws Exception {
        BatchProcess first = start(1);
        start(2);
        UUID id = StagedFiles.stage(database, file());
        Await.until("it works", () -> StagedFiles.progress(database, id).rows().read() > 0);
        long execution = StagedFiles.progress(database, id).jobExecutionId().orElseThrow();
        first.post("/executions/" + execution + "/stop", "");
        Await.until(
                "it has ended",
                () -> database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE END_TIME IS NOT NULL") == 1);
        Await.until("nobody has the right", () -> database.number("SELECT COUNT(*) FROM launch_lock") == 0);
        if (StagedFiles.progress(database, id).status() == ImportStatus.STOPPED) {
            assertThat(database.number("SELECT COUNT(*) FROM partition_lease")).isZero();
            assertThat(first.post("/executions/" + execution + "/restart", "").statusCode())
                    .isEqualTo(202);
        }
        Await.until("it is complete", () -> StagedFiles.progress(database, id).status() == ImportStatus.COMPLETED);
        assertWhole(StagedFiles.progress(database, id));
    }
}
