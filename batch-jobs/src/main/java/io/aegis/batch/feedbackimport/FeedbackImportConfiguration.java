/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.control.PartitionedWork;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.batch.jobs.StepPerExecution;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.feedback.FeedbackBulk;
import io.aegis.db.imports.ImportParts;
import io.aegis.db.imports.ImportProgress;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.ImportStatus;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code feedback-import}: parts a staged file, works through its parts, then removes its pieces. */
@Configuration(proxyBeanMethods = false)
class FeedbackImportConfiguration {

    /** Imports at once of each process; their parts are everybody's. */
    private static final int IMPORTS = 2;

    /** Of a part, in bytes: some seconds of work, so that all who work on a file end at about the same time. */
    private static final int PART = 4 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration REMOVING = Duration.ofMinutes(10);

    @Bean
    ImportProgress importProgress(BatchSettings settings, Transactions chunkTransactions, Clock clock) {
        Alerts alerts = new Alerts(settings.alertChannels(), UuidCreator::getTimeOrderedEpoch);
        return new ImportProgress(chunkTransactions, new FeedbackBulk(alerts, clock, UuidCreator::getTimeOrderedEpoch));
    }

    @Bean
    ImportFiles importFiles(ImportProgress progress, Ticker ticker) {
        return new ImportFiles(progress, ticker);
    }

    @Bean
    PartitionedWork importParts(
            Steps steps,
            ImportFiles files,
            ImportProgress progress,
            BatchSettings settings,
            CurrentOwnTopics topics,
            Clock clock,
            Ticker ticker) {
        return new ImportPartWork(
                steps,
                files,
                progress,
                HeuristicLane.load(settings.rulesFile()),
                topics,
                UuidCreator::getTimeOrderedEpoch,
                clock,
                ticker);
    }

    @Bean
    JobDefinition feedbackImport(
            Steps steps,
            ImportFiles files,
            ImportProgress progress,
            Database database,
            Transactions chunkTransactions,
            PartitionHandler handler,
            Ticker ticker) {
        ImportParts parts = new ImportParts(chunkTransactions);
        ImportStaging staging = new ImportStaging(database, UuidCreator::getTimeOrderedEpoch);
        Job job = new JobBuilder(ImportStaging.JOB, steps.repository())
                .listener(new ImportLifecycle(progress, ticker))
                .start(steps.of("import-index", new PartIndexTasklet(files, parts, PART, ticker)))
                .next(rows(steps, parts, handler, ticker))
                .next(steps.of("import-complete", (contribution, _) -> {
                    JobExecution run = contribution.getStepExecution().getJobExecution();
                    progress.end(
                            ImportId.of(run),
                            run.getId(),
                            ImportStatus.COMPLETED,
                            Optional.empty(),
                            after(ticker, TIMEOUT));
                    return RepeatStatus.FINISHED;
                }))
                .next(steps.of("import-clear", (contribution, _) -> {
                    UUID id = ImportId.of(contribution.getStepExecution().getJobExecution());
                    staging.removePieces(id, after(ticker, REMOVING));
                    parts.remove(id, after(ticker, TIMEOUT));
                    return RepeatStatus.FINISHED;
                }))
                .build();
        return JobDefinition.once(
                        job,
                        "Imports a CSV file of feedback that was uploaded.",
                        Parameter.required(
                                ImportStaging.PARAMETER, new ParameterType.Id(), "the import, as its upload named it"))
                .atMost(JobDefinition.MOST)
                .atMostHere(IMPORTS);
    }

    /** The parts are known only when the step before has found them. */
    private static Step rows(Steps steps, ImportParts parts, PartitionHandler handler, Ticker ticker) {
        return new StepPerExecution(ImportPartWork.STEP, execution -> {
            SimpleStepExecutionSplitter splitter = new SimpleStepExecutionSplitter(
                    steps.repository(), ImportPartWork.STEP, new ImportPartitioner(of(parts, execution, ticker)));
            return new StepBuilder(ImportPartWork.STEP, steps.repository())
                    .partitioner(ImportPartWork.STEP, new ImportPartitioner(List.of()))
                    .splitter(splitter)
                    .partitionHandler(handler)
                    .build();
        });
    }

    private static List<io.aegis.db.imports.ImportPart> of(ImportParts parts, StepExecution execution, Ticker ticker) {
        try {
            return parts.of(ImportId.of(execution.getJobExecution()), after(ticker, TIMEOUT));
        } catch (DatabaseUnavailableException e) {
            throw new IllegalStateException("the parts of the file are not known", e);
        }
    }

    private static Deadline after(Ticker ticker, Duration timeout) {
        return Deadline.after(ticker, timeout);
    }
}
