package io.aegis.batch.retention;

import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.retention.RetentionPolicy;
import io.aegis.db.retention.RetentionStore;
import io.aegis.deadline.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code retention}: a step for each kind of rows that are not kept for ever. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    private static final String JOB = "retention";
    private static final int REQUESTS_AT_ONCE = 1_000;
    private static final int EXECUTIONS_AT_ONCE = 100;

    @Bean
    JobDefinition retention(
            JobRepository repository, Database database, BatchSettings settings, Clock clock, Ticker ticker) {
        List<Step> steps = new ArrayList<>();
        RetentionStore store = new RetentionStore(database);
        Duration keep = settings.keep();
        for (RetentionPolicy policy : RetentionPolicy.values()) {
            steps.add(Steps.of(
                    policy.label(),
                    repository,
                    new RetentionTasklet(
                            deadline -> store.remove(policy, clock.instant().minus(keep), deadline), ticker)));
        }
        JobRequests requests = new JobRequests(database);
        steps.add(Steps.of(
                "job-requests",
                repository,
                new RetentionTasklet(
                        Removal.upTo(REQUESTS_AT_ONCE, (most, deadline) -> requests.purge(keep, most, deadline)),
                        ticker)));
        JobHistory history = new JobHistory(database);
        steps.add(Steps.of(
                "job-history",
                repository,
                new RetentionTasklet(
                        Removal.upTo(EXECUTIONS_AT_ONCE, (most, deadline) -> history.purge(keep, most, deadline)),
                        ticker)));
        return JobDefinition.repeatable(
                        job(repository, steps),
                        "Removes what is older than RETENTION_DAYS: delivered alerts, staged files, notes. Never feedback.")
                .scheduled(new DefaultSchedule(settings.crons().retention(), true));
    }

    private static Job job(JobRepository repository, List<Step> steps) {
        SimpleJobBuilder job = new JobBuilder(JOB, repository).start(steps.getFirst());
        steps.stream().skip(1).forEach(job::next);
        return job.build();
    }
}
