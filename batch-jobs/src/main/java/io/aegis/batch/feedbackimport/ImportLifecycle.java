/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import io.aegis.batch.control.InterruptedExecutions;
import io.aegis.db.imports.ImportProgress;
import io.aegis.db.imports.ImportStatus;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * Lets the import tell what becomes of its job. That it is complete is said by a step; here is what goes wrong. One that goes
 * on by itself is not said to have ended. Thread-safe.
 */
final class ImportLifecycle implements JobExecutionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ImportLifecycle.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ImportProgress progress;
    private final Ticker ticker;

    ImportLifecycle(ImportProgress progress, Ticker ticker) {
        this.progress = progress;
        this.ticker = ticker;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        try {
            if (progress.begin(ImportId.of(execution), execution.getId(), deadline())
                    .isEmpty()) {
                throw new UnusableFileException("There is no such import whose file is here.");
            }
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException("the database did not note the begin of the import", e);
        }
    }

    @Override
    public void afterJob(JobExecution execution) {
        Optional<ImportStatus> status = status(execution);
        if (status.isEmpty()) {
            return;
        }
        try {
            progress.end(ImportId.of(execution), execution.getId(), status.get(), failure(execution), deadline());
        } catch (DatabaseUnavailableException e) {
            LOG.atError()
                    .addKeyValue("import", ImportId.of(execution))
                    .setCause(e)
                    .log("how the import ended could not be stored");
        }
    }

    private static Optional<ImportStatus> status(JobExecution execution) {
        if (InterruptedExecutions.is(execution) || execution.getStatus() == BatchStatus.COMPLETED) {
            return Optional.empty();
        }
        boolean stopped = execution.getStatus() == BatchStatus.STOPPED || execution.getStatus() == BatchStatus.STOPPING;
        return Optional.of(stopped ? ImportStatus.STOPPED : ImportStatus.FAILED);
    }

    /** For the person who sent the file; the log tells more. */
    private static Optional<String> failure(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.STOPPED) {
            return Optional.empty();
        }
        return Optional.of(execution.getAllFailureExceptions().stream()
                .filter(UnusableFileException.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst()
                .orElse("Something went wrong; the log of batch-jobs tells more."));
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
