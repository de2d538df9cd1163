/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.db.jobs.ExecutionRow;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.LaunchLock;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Brings an instance that nobody runs to a state that says so, and resumes it when its process's end cut it short and the
 * job is one to be resumed.
 */
public final class OrphanRecovery {

    /** Resumptions after which an instance that ends its process each time is left to an operator. */
    static final int MOST_RECOVERIES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(OrphanRecovery.class);

    private final JobCatalog jobs;
    private final JobHistory history;
    private final JobRepository repository;
    private final JobRequests requests;
    private final LaunchLocks locks;
    private final Launcher launcher;
    private final JobControlSettings settings;
    private final Ticker ticker;
    private final OrphanedExecutions orphans;

    /** Recovery by this process. */
    public OrphanRecovery(
            JobCatalog jobs,
            JobHistory history,
            JobRepository repository,
            JobRequests requests,
            LaunchLocks locks,
            Launcher launcher,
            JobControlSettings settings,
            Ticker ticker,
            OrphanedExecutions orphans) {
        this.jobs = jobs;
        this.history = history;
        this.repository = repository;
        this.requests = requests;
        this.locks = locks;
        this.launcher = launcher;
        this.settings = settings;
        this.ticker = ticker;
        this.orphans = orphans;
    }

    /**
     * Recovers an instance. What it finds is told by the job repository, also when an earlier recovery was cut short in the
     * middle: an end that was noted and not followed by a resumption is followed by one now.
     *
     * @param held by this process
     * @param lock this process's right
     * @return whether it runs again; otherwise the right has been given back
     * @throws DatabaseUnavailableException when the database does not answer; the right stays, for another try
     */
    boolean recover(RunningInstance held, LaunchLock lock) throws DatabaseUnavailableException {
        try {
            Optional<ExecutionRow> last = history.lastOf(lock.jobName(), lock.jobKey(), settings.deadline(ticker));
            if (last.isPresent()) {
                JobExecution execution = repository.getJobExecution(last.get().id());
                boolean unfinished = execution != null && orphans.end(execution);
                if (execution != null) {
                    orphans.endAll(execution.getJobInstance());
                }
                Optional<JobDefinition> resumable = resumable(lock, last.get(), unfinished);
                if (resumable.isPresent()) {
                    return resume(held, lock, resumable.get(), last.get().id());
                }
            }
        } catch (DataAccessException | TransactionException e) {
            throw new DatabaseUnavailableException("the job repository does not answer", e);
        }
        locks.release(lock, settings.deadline(ticker));
        return false;
    }

    private Optional<JobDefinition> resumable(LaunchLock lock, ExecutionRow last, boolean unfinished) {
        boolean cutShort =
                unfinished || last.status().equals("STOPPED") || InterruptedExecutions.says(last.exitMessage());
        if (cutShort && !lock.stopAsked() && lock.recoveries() > MOST_RECOVERIES) {
            LOG.atError()
                    .addKeyValue("job", lock.jobName())
                    .addKeyValue("job_execution_id", last.id())
                    .log("was resumed too often and is left to an operator");
        }
        return jobs.find(lock.jobName())
                .filter(job -> job.resumed() && cutShort && !lock.stopAsked())
                .filter(job -> lock.recoveries() <= MOST_RECOVERIES);
    }

    private boolean resume(RunningInstance held, LaunchLock lock, JobDefinition job, long before)
            throws DatabaseUnavailableException {
        JobExecution execution = repository.getJobExecution(before);
        if (execution == null
                || !(launcher.start(held, lock, job, execution.getJobParameters())
                        instanceof Launch.Started(long after))) {
            return false;
        }
        LOG.atInfo()
                .addKeyValue("job", lock.jobName())
                .addKeyValue("job_execution_id", after)
                .addKeyValue("resumes", before)
                .log("resumed an execution");
        requests.restarted(before, after, settings.deadline(ticker));
        return true;
    }
}
