/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.ONCE;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.LaunchLocks;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One process that controls jobs, others that it has heard of, and jobs that do as the test says. */
abstract class ControlledProcessFixture {

    final TestDatabase database = ControlledProcess.database();
    final ControlledJobs jobs = new ControlledJobs();
    final CountDownLatch goOn = new CountDownLatch(1);
    ControlledProcess process;

    @BeforeEach
    void start() throws Exception {
        ControlledProcess.clear();
        process = ControlledProcess.known(1, jobs);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        process.awaitIdle();
        process.close();
    }

    void restartWith(ControlledJobs changed) throws Exception {
        process.close();
        process = ControlledProcess.known(1, changed);
    }

    UUID other() throws Exception {
        database.change("""
                INSERT INTO heartbeat (owner, host, machine, pid, started_at, beat_at)
                VALUES (UUID(), 'other', 'elsewhere', 9, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""");
        return UUID.fromString(database.value("SELECT owner FROM heartbeat WHERE host = 'other'"));
    }

    void lock(String item, UUID owner) throws Exception {
        InstanceKey key = process.key(ONCE, item);
        new LaunchLocks(database.database()).acquire(key.jobName(), key.jobKey(), owner, 64, TestDatabase.ample());
    }
}
