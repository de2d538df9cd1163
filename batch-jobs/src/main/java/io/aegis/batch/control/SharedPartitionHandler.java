/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.jobs.PartitionLeases;
import io.aegis.db.jobs.PartitionProgress;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Hands the parts of a step out to all processes, this one included, and waits until the job repository says that they have
 * ended. Nothing is sent: whoever works, writes down what came of it in the transaction of the work. Thread-safe.
 */
final class SharedPartitionHandler implements PartitionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SharedPartitionHandler.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final PartitionLeases leases;
    private final JobRepository repository;
    private final Runnable offered;
    private final JobControlSettings settings;
    private final Clock clock;
    private final Ticker ticker;

    /** @param offered has this process look for work at once */
    SharedPartitionHandler(
            PartitionLeases leases,
            JobRepository repository,
            Runnable offered,
            JobControlSettings settings,
            Clock clock,
            Ticker ticker) {
        this.leases = leases;
        this.repository = repository;
        this.offered = offered;
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager)
            throws JobExecutionException, DatabaseUnavailableException, InterruptedException {
        long job = manager.getJobExecutionId();
        List<Long> parts = splitter.split(manager, 1).stream()
                .map(StepExecution::getId)
                .sorted()
                .toList();
        leases.offer(job, parts, deadline());
        offered.run();
        await(job, manager);
        leases.revoke(job, deadline());
        List<StepExecution> ended = new ArrayList<>();
        for (long part : parts) {
            StepExecution execution = repository.getStepExecution(part);
            if (execution != null) {
                ended.add(ended(execution));
            }
        }
        return ended;
    }

    /** A database that is away is waited for, unless the job is to stop: what was handed out stays handed out. */
    private void await(long job, StepExecution manager) throws DatabaseUnavailableException, InterruptedException {
        Deadline grace = Deadline.after(ticker, settings.grace());
        while (true) {
            boolean stopping = manager.isTerminateOnly();
            if (!stopping) {
                grace = Deadline.after(ticker, settings.grace().dividedBy(2));
            }
            try {
                PartitionProgress progress = leases.progress(job, deadline());
                if (progress.open() == 0 || (stopping && grace.passed())) {
                    return;
                }
                if (stopping || progress.failed() > 0) {
                    leases.stop(job, deadline());
                }
            } catch (DatabaseUnavailableException e) {
                if (stopping) {
                    throw e;
                }
                LOG.atWarn()
                        .addKeyValue("job_execution_id", job)
                        .log("the database does not tell how far the parts are");
            }
            Thread.sleep(LOOK);
        }
    }

    /** What was withdrawn before anybody took it up, or did not stop in time and can commit no more, has been stopped. */
    private StepExecution ended(StepExecution execution) {
        if (!execution.getStatus().isRunning()) {
            return execution;
        }
        try {
            execution.setStatus(BatchStatus.STOPPED);
            execution.setExitStatus(ExitStatus.STOPPED);
            execution.setEndTime(LocalDateTime.now(clock));
            repository.update(execution);
        } catch (OptimisticLockingFailureException e) {
            LOG.atDebug().addKeyValue("step_execution_id", execution.getId()).log("a part has noted its end itself");
        }
        return execution;
    }

    private Deadline deadline() {
        return settings.deadline(ticker);
    }
}
