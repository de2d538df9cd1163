/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.database.PassingFailure;
import io.aegis.batch.jobs.Steps;
import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.db.feedback.HealingRequests;
import io.aegis.deadline.Ticker;
import java.util.Random;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The step that heals rows: a chunk's worth is claimed, asked about at once, and written in one transaction, which takes a
 * connection only then. Between chunks it can be stopped.
 *
 * @param steps makes steps
 * @param rows whose changes commit by themselves
 * @param joined the same, within the chunk's transaction
 * @param lane the LLMs
 * @param bounds how long things may take
 * @param ticker measures that
 */
record HealingStep(
        Steps steps,
        FeedbackHealing rows,
        FeedbackHealing joined,
        HealingLane lane,
        HealingBounds bounds,
        Ticker ticker) {

    static final String NAME = "heal";

    /** How many rows are claimed, and calls made, at once. */
    static final String CONCURRENCY = "concurrency";

    static final int USUAL_CONCURRENCY = 8;

    /** A step for one execution. A row that cannot be written costs the others of its chunk nothing. */
    Step of(StepExecution execution) {
        Long wanted = execution.getJobParameters().getLong(CONCURRENCY);
        int concurrency = wanted == null ? USUAL_CONCURRENCY : wanted.intValue();
        boolean onDemand = Boolean.parseBoolean(execution.getJobParameters().getString(HealingRequests.ON_DEMAND));
        HealingTally tally = new HealingTally();
        HealingReader reader = new HealingReader(
                rows,
                lane,
                bounds,
                tally,
                UuidCreator::getTimeOrderedEpoch,
                ticker,
                concurrency,
                onDemand,
                execution::isTerminateOnly);
        HealingWriter writer = new HealingWriter(joined, rows, bounds, tally, ticker, new Random());
        return steps.<ClaimedRow, HealedRow>chunks(NAME, concurrency)
                .reader(reader)
                .processor(new HealingProcessor(rows, lane, bounds, tally, ticker, execution::isTerminateOnly))
                .processorNonTransactional()
                .writer(writer)
                .taskExecutor(new VirtualThreadTaskExecutor("heal-"))
                .faultTolerant()
                .skipPolicy((failure, _) -> failure instanceof NoVerdictException || PassingFailure.is(failure))
                .skipListener(writer)
                .listener(summary(reader))
                .build();
    }

    private static StepExecutionListener summary(HealingReader reader) {
        return new StepExecutionListener() {
            @Override
            public ExitStatus afterStep(StepExecution ended) {
                return ended.getExitStatus().addExitDescription(reader.summary());
            }
        };
    }
}
