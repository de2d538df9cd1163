package io.aegis.batch.feedbackimport;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.feedback.FeedbackBulk;
import io.aegis.db.imports.ImportProgress;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.HeuristicLane;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code feedback-import}: works through a staged file, then removes its pieces. */
@Configuration(proxyBeanMethods = false)
class FeedbackImportConfiguration {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** Imports at once; each keeps a core and the disk busy by itself. */
    private static final int IMPORTS = 2;

    private static final Duration REMOVING = Duration.ofMinutes(10);

    /** Analyse the rows of all imports; the thread of each import reads and stores. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService importWorkers() {
        return Executors.newFixedThreadPool(
                CORES, Thread.ofPlatform().daemon().name("import-", 0).factory());
    }

    @Bean
    JobDefinition feedbackImport(
            JobRepository repository,
            Database database,
            BatchSettings settings,
            Clock clock,
            Ticker ticker,
            ExecutorService importWorkers) {
        Alerts alerts = new Alerts(settings.alertChannels(), UuidCreator::getTimeOrderedEpoch);
        ImportProgress progress =
                new ImportProgress(database, new FeedbackBulk(alerts, UuidCreator::getTimeOrderedEpoch));
        HeuristicLane lane = HeuristicLane.load(settings.rulesFile());
        ImportTasklet rows = new ImportTasklet(
                (id, owner) -> new ImportRunner(progress, ticker, id, owner),
                () -> {
                    // Each run takes the rules as they are then.
                    lane.refresh().run();
                    return new ChunkAnalyzer(lane.analyzer(), UuidCreator::getTimeOrderedEpoch, clock);
                },
                UuidCreator::getTimeOrderedEpoch,
                importWorkers,
                CORES + 1);
        ImportStaging staging = new ImportStaging(database, UuidCreator::getTimeOrderedEpoch);
        Job job = new JobBuilder(ImportStaging.JOB, repository)
                .start(step("import-rows", repository, rows))
                .next(step("import-clear", repository, clear(staging, ticker)))
                .build();
        return JobDefinition.once(
                        job,
                        "Imports a CSV file of feedback that was uploaded.",
                        Parameter.required(
                                ImportStaging.PARAMETER, new ParameterType.Id(), "the import, as its upload named it"))
                .atMost(IMPORTS);
    }

    /** Our transactions are our own; Spring Batch writes down only what came of them. */
    private static Step step(String name, JobRepository repository, Tasklet tasklet) {
        TaskletStepBuilder step =
                new StepBuilder(name, repository).tasklet(tasklet, new ResourcelessTransactionManager());
        return tasklet instanceof StepExecutionListener listener
                ? step.listener(listener).build()
                : step.build();
    }

    private static Tasklet clear(ImportStaging staging, Ticker ticker) {
        return (contribution, _) -> {
            staging.removePieces(
                    ImportTasklet.importOf(contribution.getStepExecution()), Deadline.after(ticker, REMOVING));
            return RepeatStatus.FINISHED;
        };
    }
}
