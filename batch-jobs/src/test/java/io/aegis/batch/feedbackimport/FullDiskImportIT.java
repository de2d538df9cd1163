/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.control.PartitionWorker;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportStatus;
import io.aegis.storage.DiskRoom;
import io.aegis.testing.Await;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A disk on which room runs out before an import, in the middle of it, and comes back. */
class FullDiskImportIT {

    private static final int ROWS = 40_000;

    /** Looks after which a part that may be taken up has been. */
    private static final int LOOKS = 5;

    private static final long NONE = 0;
    private static final long AMPLE = Long.MAX_VALUE;

    private final AtomicLong left = new AtomicLong(NONE);
    private final AtomicInteger looks = new AtomicInteger();

    private OptionalLong tell() {
        looks.incrementAndGet();
        return OptionalLong.of(left.get());
    }

    private void lookedAgain() {
        int before = looks.get();
        Await.until("it has looked", () -> looks.get() > before + LOOKS);
    }

    @Test
    void an_import_waits_for_room_and_goes_on_behind_its_last_chunk() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                BatchProcess process = BatchProcess.start(
                        database,
                        1,
                        BatchProcess.BRISK,
                        graph -> graph.registerBean(DiskRoom.Gauge.class, () -> this::tell))) {
            PartitionWorker parts = process.part(PartitionWorker.class);
            lookedAgain();
            UUID id = StagedFiles.stage(
                    database,
                    "text\n"
                            + IntStream.range(0, ROWS)
                                    .mapToObj(i -> "Text without room number " + i)
                                    .collect(Collectors.joining("\n")));
            Await.until("its parts are handed out", () -> database.number("SELECT COUNT(*) FROM partition_lease") > 0);
            lookedAgain();
            Await.until("nothing is begun", parts::isIdle);
            assertThat(StagedFiles.progress(database, id).rows().read()).isZero();

            left.set(AMPLE);
            Await.until(
                    "it works", () -> StagedFiles.progress(database, id).rows().read() > 0);
            left.set(NONE);
            lookedAgain();
            Await.until("its chunk has ended", parts::isIdle);
            FeedbackImport paused = StagedFiles.progress(database, id);
            lookedAgain();
            FeedbackImport still = StagedFiles.progress(database, id);
            assertThat(still.rows().read()).isEqualTo(paused.rows().read());
            // Where room ran out too late there is nothing left that could wait.
            assertThat(still.status() == ImportStatus.RUNNING || still.rows().read() == ROWS)
                    .as("%s", still)
                    .isTrue();

            left.set(AMPLE);
            Await.until(
                    "it has ended",
                    () -> StagedFiles.progress(database, id).finishedAt().isPresent());
            FeedbackImport done = StagedFiles.progress(database, id);
            assertThat(done.status()).isEqualTo(ImportStatus.COMPLETED);
            assertThat(done.rows().stored()).isEqualTo(ROWS);
            assertThat(done.rows().duplicate()).isZero();
        }
    }
}
