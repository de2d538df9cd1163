/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.retention;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.db.retention.MonitoringRetention;
import io.aegis.db.retention.RetentionPolicy;
import io.aegis.db.retention.RetentionStore;
import io.aegis.db.textretention.TextErasure;
import io.aegis.deadline.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code retention}: a step for each kind of rows that are not kept for ever. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    private static final String JOB = "retention";
    private static final int REQUESTS_AT_ONCE = 1_000;
    private static final int EXECUTIONS_AT_ONCE = 100;
    private static final Duration LONGEST_LOGS = Duration.ofDays(7);
    private static final int SAMPLES_AT_ONCE = 5_000;
    private static final int SERIES_AT_ONCE = 500;
    private static final int PREDICTIONS_AT_ONCE = 1_000;
    private static final int EXPORTS_AT_ONCE = 20;

    /** A verdict looks back half a day: a week of counts by the minute is ample, ninety days would be millions of rows. */
    private static Duration logs(Duration keep) {
        return keep.compareTo(LONGEST_LOGS) < 0 ? keep : LONGEST_LOGS;
    }

    @Bean
    JobDefinition retention(
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            BatchSettings settings,
            Clock clock,
            Ticker ticker) {
        Duration keep = settings.keep();
        Map<String, Removal> removals = new LinkedHashMap<>();
        RetentionStore store = new RetentionStore(chunkTransactions);
        for (RetentionPolicy policy : RetentionPolicy.values()) {
            removals.put(
                    policy.label(),
                    deadline -> store.remove(policy, clock.instant().minus(keep), deadline));
        }
        JobRequests requests = new JobRequests(database);
        removals.put(
                "job-requests",
                Removal.upTo(REQUESTS_AT_ONCE, (most, deadline) -> requests.purge(keep, most, deadline)));
        JobHistory history = new JobHistory(database);
        removals.put(
                "job-history",
                Removal.upTo(EXECUTIONS_AT_ONCE, (most, deadline) -> history.purge(keep, most, deadline)));
        MonitoringRetention monitoring = new MonitoringRetention(chunkTransactions);
        removals.put(
                "metric-samples",
                Removal.upTo(
                        SAMPLES_AT_ONCE,
                        (most, deadline) ->
                                monitoring.purgeSamples(clock.instant().minus(keep), most, deadline)));
        removals.put(
                "metric-series",
                Removal.upTo(
                        SERIES_AT_ONCE,
                        (most, deadline) ->
                                monitoring.purgeSeries(clock.instant().minus(keep), most, deadline)));
        removals.put(
                "predictions",
                Removal.upTo(
                        PREDICTIONS_AT_ONCE,
                        (most, deadline) ->
                                monitoring.purgePredictions(clock.instant().minus(keep), most, deadline)));
        removals.put(
                "log-minutes",
                Removal.upTo(
                        SAMPLES_AT_ONCE,
                        (most, deadline) -> monitoring.purgeLogs(clock.instant().minus(logs(keep)), most, deadline)));
        removals.put(
                "log-templates",
                Removal.upTo(
                        SERIES_AT_ONCE,
                        (most, deadline) ->
                                monitoring.purgeLogTemplates(clock.instant().minus(keep), most, deadline)));
        TextErasure texts = new TextErasure(chunkTransactions);
        removals.put("texts-by-source", deadline -> texts.some(clock.instant(), deadline));
        // After it, so that what it erased is counted out by the same run.
        GroupEdits groups = new GroupEdits(chunkTransactions, UuidCreator::getTimeOrderedEpoch);
        removals.put("erased-from-groups", Removal.upTo(SERIES_AT_ONCE, groups::removeErased));
        DataRequests exports = new DataRequests(database, UuidCreator::getTimeOrderedEpoch, new SecureRandom());
        removals.put("customer-exports", Removal.upTo(EXPORTS_AT_ONCE, exports::expire));
        List<Step> removing = removals.entrySet().stream()
                .map(each -> steps.of(each.getKey(), new RetentionTasklet(each.getValue(), ticker)))
                .toList();
        return JobDefinition.repeatable(
                        job(steps, removing),
                        "Removes what is older than RETENTION_DAYS: delivered alerts, staged files, notes, metric samples, counts of log lines (a week), predictions without a label, exports of customers' data (a week). Feedback only where its source has days of its own, or all have.")
                .scheduled(new DefaultSchedule(settings.crons().retention(), true));
    }

    private static Job job(Steps steps, List<Step> removing) {
        SimpleJobBuilder job = new JobBuilder(JOB, steps.repository()).start(removing.getFirst());
        removing.stream().skip(1).forEach(job::next);
        return job.build();
    }
}
