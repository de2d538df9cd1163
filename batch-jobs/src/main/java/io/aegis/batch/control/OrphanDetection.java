/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.jobs.JobDefinition;
import io.aegis.db.jobs.ExecutionRow;
import io.aegis.db.jobs.Heartbeats;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.JobProcess;
import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.db.jobs.LockAttempt;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what nobody runs though it counts as running, and has it recovered: rights of dead processes, rights of this one
 * that nothing is run by, and executions without any right. Thread-safe; several processes may look at once.
 */
public final class OrphanDetection {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanDetection.class);

    /** What is added to the silence of the dead while the database may have been the one that was silent. */
    private static final Duration UNSTEADY = Duration.ofMinutes(1);

    private final WorkerIdentity worker;
    private final HostIdentity host;
    private final RunningExecutions running;
    private final Heartbeats heartbeats;
    private final LaunchLocks locks;
    private final JobHistory history;
    private final OrphanRecovery orphanRecovery;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final DatabaseUptime uptime;

    /** A recovery by this process. */
    public OrphanDetection(
            WorkerIdentity worker,
            HostIdentity host,
            RunningExecutions running,
            Heartbeats heartbeats,
            LaunchLocks locks,
            JobHistory history,
            OrphanRecovery orphanRecovery,
            JobControlSettings settings,
            Ticker ticker) {
        this.worker = worker;
        this.host = host;
        this.running = running;
        this.heartbeats = heartbeats;
        this.locks = locks;
        this.history = history;
        this.orphanRecovery = orphanRecovery;
        this.settings = settings;
        this.ticker = ticker;
        this.uptime = new DatabaseUptime(settings.silence().dividedBy(2), ticker);
    }

    /**
     * Looks once.
     *
     * @throws DatabaseUnavailableException when the database does not answer; the next look goes on
     */
    public void look() throws DatabaseUnavailableException {
        Optional<UUID> owner = worker.owner();
        if (owner.isEmpty() || running.closing()) {
            return;
        }
        expireHeartbeats(owner.get());
        for (LaunchLock lock : locks.of(owner.get(), settings.deadline(ticker))) {
            hold(InstanceKey.of(lock), held -> own(held, owner.get()));
        }
        for (LaunchLock lock : locks.orphans(settings.deadline(ticker))) {
            hold(InstanceKey.of(lock), held -> takeOver(held, lock, owner.get()));
        }
        for (ExecutionRow stray : history.strays(settings.deadline(ticker))) {
            hold(new InstanceKey(stray.jobName(), stray.jobKey()), held -> adopt(held, stray, owner.get()));
        }
    }

    /** The silent are dead, and on this machine those whose process is gone, without waiting for their silence. */
    private void expireHeartbeats(UUID self) throws DatabaseUnavailableException {
        // Asked first, so that the answer is that of a server that works.
        List<JobProcess> here = heartbeats.onMachine(host.id(), settings.deadline(ticker));
        boolean steady = uptime.answered().compareTo(settings.silence()) >= 0;
        Duration silence = steady ? settings.silence() : settings.silence().plus(UNSTEADY);
        long silent = heartbeats.expire(silence, settings.deadline(ticker));
        if (silent > 0) {
            LOG.atWarn().addKeyValue("processes", silent).log("processes were silent for too long and count as dead");
        }
        for (JobProcess process : here) {
            if (!process.owner().equals(self) && isGone(process)) {
                LOG.atWarn().addKeyValue("pid", process.pid()).log("a process of this machine is gone");
                heartbeats.end(process.owner(), settings.deadline(ticker));
            }
        }
    }

    /** One with the number of this process, and another name, is from before: numbers come again in containers. */
    private boolean isGone(JobProcess process) {
        return process.pid() == host.pid() || !host.alive().test(process.pid());
    }

    /** What is done with an instance that this process has made its own. */
    @FunctionalInterface
    private interface Duty {

        /** Whether it runs afterwards. */
        boolean on(RunningInstance held) throws DatabaseUnavailableException;
    }

    /** What this process runs is not touched. What does not run afterwards, whyever, is held no longer: another look goes on. */
    private void hold(InstanceKey key, Duty duty) throws DatabaseUnavailableException {
        Optional<RunningInstance> held = running.hold(key);
        if (held.isEmpty()) {
            return;
        }
        boolean runs = false;
        try {
            runs = duty.on(held.get());
        } finally {
            if (!runs) {
                running.forget(held.get());
            }
        }
    }

    /** A right of this process: as it is now, for the execution may have ended since it was listed. */
    private boolean own(RunningInstance held, UUID owner) throws DatabaseUnavailableException {
        InstanceKey key = held.key();
        return recover(
                held,
                locks.find(key.jobName(), key.jobKey(), settings.deadline(ticker))
                        .filter(lock -> lock.owner().equals(owner)));
    }

    private boolean takeOver(RunningInstance held, LaunchLock lock, UUID owner) throws DatabaseUnavailableException {
        return recover(held, locks.takeOver(lock, owner, settings.deadline(ticker)));
    }

    private boolean adopt(RunningInstance held, ExecutionRow stray, UUID owner) throws DatabaseUnavailableException {
        LockAttempt attempt =
                locks.acquire(stray.jobName(), stray.jobKey(), owner, JobDefinition.MOST, settings.deadline(ticker));
        return recover(
                held, attempt instanceof LockAttempt.Acquired(LaunchLock lock) ? Optional.of(lock) : Optional.empty());
    }

    private boolean recover(RunningInstance held, Optional<LaunchLock> lock) throws DatabaseUnavailableException {
        return lock.isPresent() && orphanRecovery.recover(held, lock.get());
    }
}
