/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The heartbeat of a process that runs jobs: every few seconds it says that it is alive, and stops what is to stop. */
public final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final WorkerIdentity worker;
    private final RunningExecutions running;
    private final LaunchLocks locks;
    private final JobControlSettings settings;
    private final Ticker ticker;

    /** The heartbeat of this process. */
    public Heartbeat(
            WorkerIdentity worker,
            RunningExecutions running,
            LaunchLocks locks,
            JobControlSettings settings,
            Ticker ticker) {
        this.worker = worker;
        this.running = running;
        this.locks = locks;
        this.settings = settings;
        this.ticker = ticker;
    }

    /**
     * Does it once.
     *
     * @throws DatabaseUnavailableException when the database does not answer
     */
    public void beat() throws DatabaseUnavailableException {
        if (!worker.beat()) {
            // Others may run all of it by now.
            LOG.warn("stops what it runs, which is no longer its own");
            running.all().forEach(RunningInstance::disown);
        }
        Optional<UUID> owner = worker.owner();
        if (owner.isEmpty() || running.all().isEmpty()) {
            return;
        }
        for (LaunchLock lock : locks.of(owner.get(), settings.deadline(ticker))) {
            if (lock.stopAsked()) {
                running.find(InstanceKey.of(lock)).ifPresent(RunningInstance::stop);
            }
        }
    }
}
