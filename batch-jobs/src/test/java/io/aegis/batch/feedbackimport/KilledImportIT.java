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
                BatchJar process = BatchJar.start(database, Map.of());
                Await.until(
                        "some rows are stored",
                        () -> process.isAlive()
                                && StagedFiles.progress(database, id).rows().read() > seen);
                process.kill();
                FeedbackImport killed = StagedFiles.progress(database, id);
                before = killed.rows().read();
                assertThat(killed.status()).isEqualTo(ImportStatus.RUNNING);
                assertThat(before).isLessThan(ROWS);
            }
            try (BatchJar _ = BatchJar.start(database, Map.of())) {
                Await.until(
                        "the import has ended",
                        () -> StagedFiles.progress(database, id).finishedAt().isPresent());
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
}
