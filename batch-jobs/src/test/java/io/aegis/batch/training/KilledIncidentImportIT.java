/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.batch.reconcile.BatchJar;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, killed in the middle of an import of incidents. */
class KilledIncidentImportIT {

    private static final Map<String, Object> PARAMETERS = Map.of("folder", "day", "format", "plain");

    /** Minutes of logs that are counted when the process is killed, of 540. */
    private static final int[] KILLS = {40, 200};

    /** So that it is killed before the last of the 540 minutes is written, however busy the machine is. */
    private static final String SLOW =
            "CREATE TRIGGER slow BEFORE INSERT ON imported_minute FOR EACH ROW DO SLEEP(0.01)";

    @TempDir
    private Path folder;

    @Test
    void everything_is_there_once_however_often_the_process_is_killed() throws Exception {
        Files.createDirectories(folder.resolve("allowed"));
        int failures = Recordings.write(folder.resolve("allowed/day"), "2026-03-01", 1, true);
        try (TestDatabase database = TestDatabase.create()) {
            Map<String, String> settings =
                    Map.of("INCIDENT_IMPORT_DIR", folder.resolve("allowed").toString());
            database.change(SLOW);
            for (int minutes : KILLS) {
                BatchJar doomed = BatchJar.start(database, settings);
                ask(database);
                Await.until("some minutes are counted", () -> counted(database) >= minutes);
                doomed.kill();
                doomed.close();
                assertThat(counted(database)).as("it was killed half-way").isLessThan(540);
            }
            assertThat(executions(database, "= 'COMPLETED'")).isZero();
            database.change("DROP TRIGGER slow");

            try (BatchJar last = BatchJar.start(database, settings)) {
                ask(database);
                Await.until("it has ended", () -> last.isAlive() && executions(database, "= 'COMPLETED'") == 1);
            }
            assertThat(database.value("SELECT EXIT_MESSAGE FROM BATCH_JOB_EXECUTION WHERE STATUS = 'COMPLETED'"))
                    .startsWith("1 recordings: 4860 samples")
                    .endsWith(failures + " incidents");
            assertThat(database.number("SELECT COUNT(*) FROM metric_sample")).isEqualTo(4_860);
            assertThat(database.number("SELECT COUNT(*) FROM metric_series")).isEqualTo(9);
            assertThat(counted(database)).isEqualTo(540);
            assertThat(database.number("SELECT SUM(total) FROM log_minute")).isEqualTo(1_620);
            assertThat(database.number("SELECT SUM(seen) FROM log_count")).isEqualTo(1_620);
            assertThat(database.number("SELECT COUNT(*) FROM incident WHERE features IS NOT NULL"))
                    .isEqualTo(failures);
            assertThat(executions(database, "NOT IN ('COMPLETED', 'FAILED')")).isZero();
        }
    }

    private static long executions(TestDatabase database, String status) throws Exception {
        return database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE STATUS " + status);
    }

    /** As an operator does, who looks first whether it still counts as running. */
    private static void ask(TestDatabase database) throws Exception {
        Await.until(
                "what the killed process ran is ended",
                () -> executions(database, "IN ('STARTING', 'STARTED', 'STOPPING')") == 0);
        new JobRequests(database.database())
                .add(
                        new JobRequest(UUID.randomUUID(), "incident-import", PARAMETERS, JobRequest.ONLINE),
                        TestDatabase.ample());
    }

    private static long counted(TestDatabase database) throws Exception {
        return database.number("SELECT COUNT(*) FROM imported_minute");
    }
}
