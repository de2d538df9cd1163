/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.running;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.control.Launch;
import io.aegis.batch.control.WorkerIdentity;
import io.aegis.testing.Await;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** Processes that run a job of turns on one database, one of which is held in its second turn. */
abstract class TurnsFixture {

    final TestDatabase database = TestDatabase.create();
    final TurnsJob turns = new TurnsJob();
    final CountDownLatch inSecondTurn = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        database.close();
    }

    BatchProcess start(long number, JobControlSettings settings) throws Exception {
        BatchProcess process = BatchProcess.start(database, number, settings, turns::addTo);
        Await.until("known", () -> process.part(WorkerIdentity.class).owner().isPresent());
        return process;
    }

    long blockInSecondTurn(BatchProcess process) throws Exception {
        turns.holdInSecondTurn(inSecondTurn, goOn);
        long execution = launch(process);
        inSecondTurn.await();
        return execution;
    }

    static long launch(BatchProcess process) throws Exception {
        return ((Launch.Started) TurnsJob.launch(process, "a")).executionId();
    }

    String status(long execution) throws Exception {
        return database.value(
                "SELECT COALESCE(MAX(STATUS), 'none') FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = " + execution);
    }

    boolean noLocks() throws Exception {
        return database.number("SELECT COUNT(*) FROM launch_lock") == 0;
    }
}
