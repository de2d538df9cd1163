/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.batch.jobs.StepPerExecution;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.jobs.SummarisingStep;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.feedback.FeedbackAudit;
import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.db.feedback.HealingRequests;
import io.aegis.db.outbox.Alerts;
import io.aegis.db.usage.LlmUsageStore;
import io.aegis.db.usage.ProviderShares;
import io.aegis.db.usage.SharedBudget;
import io.aegis.db.usage.UsageRecorder;
import io.aegis.deadline.Ticker;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.llm.LlmAnalyzer;
import io.aegis.llm.LlmRuntime;
import java.time.Clock;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code feedback-reconcile}: asks the LLM again about rows that it did not label, and audits those that it did. */
@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

    /** Runs at once, over all machines: leases part the rows between them. */
    private static final int RUNS = 4;

    private static final int MOST_CALLS = FeedbackHealing.MAX_CLAIM;

    @Bean
    HealingLane healingLane(BatchSettings settings, Database database, Clock clock, Ticker ticker) {
        LlmUsageStore store = new LlmUsageStore(database, clock);
        UsageRecorder usage = new UsageRecorder(store, ticker);
        LlmAnalyzer llm = new LlmAnalyzer(settings.llm().lane(settings.reconcileTimeout()), LlmRuntime.system(), usage);
        return new HealingLane(
                llm,
                usage,
                new SharedBudget(store, llm.budget(), clock, ticker),
                new ProviderShares(database),
                settings.reconcileCallsPerMinute(),
                ticker);
    }

    @Bean
    JobDefinition feedbackReconcile(
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            BatchSettings settings,
            HealingLane lane,
            Clock clock,
            Ticker ticker) {
        HealingStep healing = new HealingStep(
                steps,
                rows(database, settings, clock),
                rows(chunkTransactions, settings, clock),
                lane,
                HealingBounds.of(settings.reconcileTimeout(), lane.providers()),
                ticker);
        FeedbackAudit audited = new FeedbackAudit(database, UuidCreator::getTimeOrderedEpoch, clock);
        AuditStep audit = new AuditStep(steps, audited, auditor(settings), lane, ticker);
        Job job = new JobBuilder(HealingRequests.JOB, steps.repository())
                .start(new StepPerExecution(HealingStep.NAME, healing::of))
                .next(new SummarisingStep(new StepPerExecution(AuditStep.NAME, audit::of)))
                .build();
        return JobDefinition.repeatable(
                        job,
                        "Asks the LLM again about feedback that the heuristic labelled, and audits what the LLM labelled.")
                .taking(
                        Parameter.optional(
                                        HealingRequests.ON_DEMAND,
                                        new ParameterType.Flag(),
                                        "try rows that are put off, and providers that are left alone, at once")
                                .or(false),
                        Parameter.optional(
                                        HealingStep.CONCURRENCY,
                                        new ParameterType.WholeNumber(1, MOST_CALLS),
                                        "calls at once")
                                .or(HealingStep.USUAL_CONCURRENCY))
                .atMost(RUNS)
                .scheduled(new DefaultSchedule(settings.crons().reconcile(), true));
    }

    private static FeedbackHealing rows(Transactions transactions, BatchSettings settings, Clock clock) {
        return new FeedbackHealing(
                transactions,
                new Alerts(settings.alertChannels(), UuidCreator::getTimeOrderedEpoch),
                UuidCreator::getTimeOrderedEpoch,
                clock);
    }

    /** Takes the rules as they are with each row. */
    private static Auditor auditor(BatchSettings settings) {
        HeuristicLane rules = HeuristicLane.load(settings.rulesFile());
        return new Auditor(text -> {
            rules.refresh().run();
            return rules.analyzer().analyze(text);
        });
    }
}
