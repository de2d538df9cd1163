package io.aegis.batch.reconcile;

import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.db.feedback.FeedbackHealing.Due;
import io.aegis.db.feedback.HealingRequests;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that heals rows, a handful at a time, between which it can be stopped. It ends when no row is due, when the
 * budget is spent, or when the LLMs stay away for longer than is worth waiting for. Serves several executions at once.
 */
final class HealingTasklet implements Tasklet {

    /** How many rows are claimed, and calls made, at once. */
    static final String CONCURRENCY = "concurrency";

    static final int USUAL_CONCURRENCY = 8;

    /** What is said when there is no LLM to ask. */
    static final String NO_PROVIDER = "no provider configured: nothing to do";

    /** Waits without an answer in between after which a run gives up. */
    private static final int MOST_WAITS = 3;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOOK_UP = Duration.ofMillis(100);
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final FeedbackHealing rows;
    private final HealingLane lane;
    private final Healer healer;
    private final HealingBounds bounds;
    private final Ticker ticker;

    HealingTasklet(FeedbackHealing rows, HealingLane lane, Healer healer, HealingBounds bounds, Ticker ticker) {
        this.rows = rows;
        this.lane = lane;
        this.healer = healer;
        this.bounds = bounds;
        this.ticker = ticker;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException, InterruptedException {
        StepExecution execution = contribution.getStepExecution();
        if (!lane.exists()) {
            return end(contribution, NO_PROVIDER);
        }
        HealingRun run = new HealingRun(execution.getExecutionContext());
        if (!run.begun()) {
            begin(run, execution);
        }
        lane.settle();
        Optional<Obstacle> obstacle = lane.obstacle();
        if (obstacle.isPresent()) {
            return waited(run, obstacle.get(), execution::isTerminateOnly)
                    ? RepeatStatus.CONTINUABLE
                    : stopEarly(contribution, run, obstacle.get());
        }
        Healed healed = healer.heal(concurrency(execution), run.due(), execution::isTerminateOnly);
        run.add(healed);
        count(contribution, healed);
        if (healed.claimed() == 0) {
            lane.settle();
            return end(contribution, run.summary());
        }
        Obstacle busy = new Obstacle("other work takes all calls that may be made at once", BUSY);
        return healed.tried() || waited(run, busy, execution::isTerminateOnly)
                ? RepeatStatus.CONTINUABLE
                : stopEarly(contribution, run, busy);
    }

    /** Who asks for it has reason to think that things have changed: rows that were put off, and circuits, are tried. */
    private void begin(HealingRun run, StepExecution execution) throws DatabaseUnavailableException {
        boolean onDemand = Boolean.parseBoolean(execution.getJobParameters().getString(HealingRequests.ON_DEMAND));
        if (onDemand) {
            lane.allowProbes();
        }
        run.begin(onDemand ? Due.everything(rows.now(Deadline.after(ticker, TIMEOUT))) : Due.USUAL);
    }

    /** Sits out a short obstacle, a few times. */
    private boolean waited(HealingRun run, Obstacle obstacle, BooleanSupplier stopping) throws InterruptedException {
        if (obstacle.pause().compareTo(bounds.longestWait()) > 0 || run.waited() > MOST_WAITS) {
            return false;
        }
        Deadline over = Deadline.after(ticker, obstacle.pause());
        while (!over.passed() && !stopping.getAsBoolean()) {
            Thread.sleep(Math.min(LOOK_UP.toMillis(), 1 + over.remainingNanos() / 1_000_000));
        }
        return true;
    }

    private RepeatStatus stopEarly(StepContribution contribution, HealingRun run, Obstacle obstacle)
            throws DatabaseUnavailableException {
        long left = rows.waiting(Deadline.after(ticker, TIMEOUT));
        return end(
                contribution, run.summary() + "; stopped early with " + left + " rows left: " + obstacle.description());
    }

    private static RepeatStatus end(StepContribution contribution, String description) {
        contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(description));
        return RepeatStatus.FINISHED;
    }

    private static int concurrency(StepExecution execution) {
        Long wanted = execution.getJobParameters().getLong(CONCURRENCY);
        return wanted == null ? USUAL_CONCURRENCY : wanted.intValue();
    }

    private static void count(StepContribution contribution, Healed healed) {
        for (int i = 0; i < healed.claimed() - healed.untried(); i++) {
            contribution.incrementReadCount();
        }
        contribution.incrementWriteCount(healed.healed());
        contribution.incrementFilterCount(healed.superseded() + healed.refused());
        for (int i = 0; i < healed.failed(); i++) {
            contribution.incrementProcessSkipCount();
        }
    }
}
