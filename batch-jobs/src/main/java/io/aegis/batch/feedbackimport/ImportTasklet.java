package io.aegis.batch.feedbackimport;

import io.aegis.db.imports.ImportLostException;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.imports.RowCounts;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that works through a file, a chunk at a time, between which it can be stopped. How far it is stands in the
 * import itself, in the transaction of each chunk, and nowhere else: whatever Spring Batch remembers, a restart goes on
 * behind the last committed row. Serves several executions at once.
 */
final class ImportTasklet implements Tasklet, StepExecutionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ImportTasklet.class);

    private final BiFunction<UUID, UUID, ImportRunner> runners;
    private final Supplier<ChunkAnalyzer> analyzers;
    private final Supplier<UUID> ids;
    private final ExecutorService workers;
    private final int ahead;
    private final ConcurrentMap<Long, ImportRunner> running = new ConcurrentHashMap<>();

    /**
     * The step.
     *
     * @param runners makes the run of an import, from its id and a token
     * @param analyzers gives what analyses a run's rows
     * @param ids new tokens
     * @param workers analyse
     * @param ahead chunks that are analysed, or waiting for it, at once
     */
    ImportTasklet(
            BiFunction<UUID, UUID, ImportRunner> runners,
            Supplier<ChunkAnalyzer> analyzers,
            Supplier<UUID> ids,
            ExecutorService workers,
            int ahead) {
        this.runners = runners;
        this.analyzers = analyzers;
        this.ids = ids;
        this.workers = workers;
        this.ahead = ahead;
    }

    /** The import that an execution is about. */
    static UUID importOf(StepExecution execution) {
        return UUID.fromString(String.valueOf(execution.getJobParameters().getString(ImportStaging.PARAMETER)));
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException, InterruptedException {
        StepExecution execution = contribution.getStepExecution();
        ImportRunner runner = running.get(execution.getId());
        if (runner == null) {
            runner = runners.apply(importOf(execution), ids.get());
            running.put(execution.getId(), runner);
            runner.begin(execution.getJobExecutionId(), analyzers.get(), workers, ahead);
        }
        Optional<RowCounts> rows = runner.step();
        rows.ifPresent(counts -> count(contribution, counts));
        return RepeatStatus.continueIf(rows.isPresent());
    }

    private static void count(StepContribution contribution, RowCounts rows) {
        for (long i = 0; i < rows.stored() + rows.duplicate(); i++) {
            contribution.incrementReadCount();
        }
        contribution.incrementWriteCount(rows.stored());
        contribution.incrementFilterCount(rows.duplicate());
        contribution.incrementReadSkipCount(rows.rejected());
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        ImportRunner runner = running.remove(execution.getId());
        if (runner == null) {
            return execution.getExitStatus();
        }
        runner.close();
        try {
            runner.end(status(execution.getStatus()), failure(execution));
        } catch (DatabaseUnavailableException e) {
            LOG.atError()
                    .addKeyValue("import", importOf(execution))
                    .setCause(e)
                    .log("how the import ended could not be stored");
        }
        return execution.getExitStatus();
    }

    private static ImportStatus status(BatchStatus status) {
        return switch (status) {
            case COMPLETED -> ImportStatus.COMPLETED;
            case STOPPED, STOPPING -> ImportStatus.STOPPED;
            default -> ImportStatus.FAILED;
        };
    }

    /** For the person who sent the file; the log tells more. */
    private static Optional<String> failure(StepExecution execution) {
        return execution.getFailureExceptions().stream().findFirst().map(thrown -> switch (thrown) {
            case UnusableFileException e -> String.valueOf(e.getMessage());
            case ImportLostException e -> "Another process goes on with this import.";
            case DatabaseUnavailableException e ->
                "The database did not answer for too long. Restart execution " + execution.getJobExecutionId()
                        + ": it goes on behind the last stored row.";
            default -> "Something went wrong; the log of batch-jobs tells more.";
        });
    }
}
