/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.batch.jobs.StepPerExecution;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.Transactions;
import io.aegis.db.groups.TextGrouping;
import io.aegis.db.groups.UngroupedText;
import io.aegis.deadline.Ticker;
import io.aegis.grouping.FingerprintedText;
import java.time.Clock;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code feedback-group}: one step, in chunks, which goes on where it was when it is cut short. */
@Configuration(proxyBeanMethods = false)
class GroupingConfiguration {

    private static final String JOB = "feedback-group";
    private static final String STEP = "group-texts";
    private static final String EVERYTHING = "everything";

    /** Rows of a transaction: a fifth of a second, for which whoever merges or splits waits. */
    private static final int CHUNK = 250;

    @Bean
    JobDefinition feedbackGroup(
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            BatchSettings settings,
            Clock clock,
            Ticker ticker) {
        Job job = new JobBuilder(JOB, steps.repository())
                .start(new StepPerExecution(
                        STEP, execution -> texts(execution, steps, database, chunkTransactions, clock, ticker)))
                .build();
        return JobDefinition.repeatable(job, "Groups feedback that says the same: near-duplicates of new rows.")
                .taking(Parameter.optional(
                                EVERYTHING,
                                new ParameterType.Flag(),
                                "look for rows without a group's fingerprint among all, not only among the last hour's")
                        .or(false))
                .resumed(true)
                .scheduled(new DefaultSchedule(settings.crons().group(), true));
    }

    private static Step texts(
            StepExecution execution,
            Steps steps,
            Database database,
            Transactions chunkTransactions,
            Clock clock,
            Ticker ticker) {
        TextGrouping grouping = new TextGrouping(database, chunkTransactions, UuidCreator::getTimeOrderedEpoch);
        boolean everything = Boolean.parseBoolean(execution.getJobParameters().getString(EVERYTHING));
        GroupingWriter writer = new GroupingWriter(grouping, ticker);
        return steps.<UngroupedText, FingerprintedText>chunks(STEP, CHUNK)
                .reader(new GroupingReader(grouping, CHUNK, everything, clock, ticker))
                .processor(row -> FingerprintedText.of(row.id(), row.text()))
                .writer(writer)
                .listener(writer)
                .build();
    }
}
