/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.batch.reconcile.BatchJar;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.RowCounts;
import io.aegis.testing.Await;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Three packaged processes on one file, one of which is killed half-way. With {@code -Daegis.drill.rows=1000000} it is the
 * drill; what each process did and took is printed.
 */
class KilledWorkerIT {

    private static final int ROWS = Integer.getInteger("aegis.drill.rows", 80_000);

    @Test
    void each_row_is_there_once_and_each_survivor_does_its_share() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                BatchJar one = BatchJar.start(database, Map.of());
                BatchJar two = BatchJar.start(database, Map.of())) {
            BatchJar doomed = BatchJar.start(database, Map.of());
            Await.until("all listen", () -> one.listens() && two.listens() && doomed.listens());
            UUID id = StagedFiles.stage(database, file());
            Await.until(
                    "half is done",
                    () -> StagedFiles.progress(database, id).rows().read() >= ROWS / 2);
            doomed.kill();
            doomed.close();
            Await.until(
                    "it has ended",
                    () -> StagedFiles.progress(database, id).finishedAt().isPresent());

            FeedbackImport done = StagedFiles.progress(database, id);
            assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
            assertThat(done.rows()).isEqualTo(new RowCounts(ROWS, 0, 0));
            assertThat(database.number("SELECT COUNT(*) FROM feedback WHERE submissions = 1"))
                    .isEqualTo(ROWS);
            assertThat(database.number("SELECT COUNT(*) FROM analysis")).isEqualTo(ROWS);
            double first = written(one);
            double second = written(two);
            System.out.printf(
                    "rows/s %.0f; survivors wrote %.0f and %.0f of %d, in %s and %s of processor time%n",
                    done.rowsPerSecond().orElse(0), first, second, ROWS, one.cpu(), two.cpu());
            // How much is for the machine to say.
            assertThat(first).isPositive();
            assertThat(second).isPositive();
        }
    }

    private static double written(BatchJar process) throws Exception {
        return process.meter("aegis_job_items_total", "step=\"import-rows\"", "kind=\"written\"");
    }

    /** Rows of some three hundred bytes, so that there are parts enough to go round. */
    private static String file() {
        String padding = ", and I have to say once more that this is not what I was promised when I signed".repeat(3);
        StringBuilder csv = new StringBuilder("text\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("\"Order ")
                    .append(i)
                    .append(" did not arrive")
                    .append(padding)
                    .append("\"\n");
        }
        return csv.toString();
    }
}
