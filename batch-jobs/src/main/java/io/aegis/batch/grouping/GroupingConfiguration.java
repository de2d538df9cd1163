/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

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
import io.aegis.deadline.Ticker;
import io.aegis.embedding.TextEmbedder;
import java.time.Clock;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code feedback-group}: near-duplicates first, then by vectors what is left. It goes on where it was when it is cut short. */
@Configuration(proxyBeanMethods = false)
class GroupingConfiguration {

    private static final String JOB = "feedback-group";

    @Bean
    JobDefinition feedbackGroup(
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            TextEmbedder embedder,
            BatchSettings settings,
            Clock clock,
            Ticker ticker) {
        GroupingSteps grouping =
                new GroupingSteps(steps, database, chunkTransactions, UuidCreator::getTimeOrderedEpoch, clock, ticker);
        SimpleJobBuilder job = new JobBuilder(JOB, steps.repository())
                .start(grouping.repeated())
                .next(new StepPerExecution(GroupingSteps.TEXTS, grouping::texts));
        if (settings.embeddings()) {
            job.next(new SummarisingStep(
                    new StepPerExecution(GroupingSteps.VECTORS, execution -> grouping.vectors(execution, embedder))));
        }
        Job built = job.build();
        return JobDefinition.repeatable(
                        built, "Groups feedback that says the same: near-duplicates, and other words by their vectors.")
                .taking(Parameter.optional(
                                GroupingSteps.EVERYTHING,
                                new ParameterType.Flag(),
                                "look for rows that nobody looked at among all, not only among the last hour's")
                        .or(false))
                .resumed(true)
                .scheduled(new DefaultSchedule(settings.crons().group(), true));
    }
}
