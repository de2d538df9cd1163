package io.aegis.batch.reconcile;

import io.aegis.db.feedback.FeedbackAudit;
import io.aegis.db.feedback.FeedbackAudit.Candidate;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that audits rows which carry the LLM's labels, some in each run, round and round: it ends at the newest row, or
 * when it has looked at {@value #MOST}. Serves several executions at once.
 */
final class AuditTasklet implements Tasklet {

    private static final int AT_ONCE = 200;
    private static final int MOST = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String AUDITED = "audited";
    private static final String CONTESTED = "contested";

    private final FeedbackAudit rows;
    private final Auditor auditor;
    private final HealingLane lane;
    private final Ticker ticker;

    AuditTasklet(FeedbackAudit rows, Auditor auditor, HealingLane lane, Ticker ticker) {
        this.rows = rows;
        this.auditor = auditor;
        this.lane = lane;
        this.ticker = ticker;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) throws DatabaseUnavailableException {
        ExecutionContext run = contribution.getStepExecution().getExecutionContext();
        if (!lane.exists()) {
            contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(HealingTasklet.NO_PROVIDER));
            return RepeatStatus.FINISHED;
        }
        FeedbackAudit.Round round = rows.next(AT_ONCE, deadline());
        int contested = 0;
        for (Candidate candidate : round.candidates()) {
            contribution.incrementReadCount();
            contested += contest(candidate) ? 1 : 0;
        }
        contribution.incrementWriteCount(contested);
        run.putLong(AUDITED, run.getLong(AUDITED, 0) + round.candidates().size());
        run.putLong(CONTESTED, run.getLong(CONTESTED, 0) + contested);
        if (!round.last() && run.getLong(AUDITED) < MOST) {
            return RepeatStatus.CONTINUABLE;
        }
        contribution.setExitStatus(ExitStatus.COMPLETED.addExitDescription(
                "audited " + run.getLong(AUDITED) + ", reviews opened " + run.getLong(CONTESTED)));
        return RepeatStatus.FINISHED;
    }

    private boolean contest(Candidate candidate) throws DatabaseUnavailableException {
        Auditor.Objection objection = auditor.look(candidate);
        return !objection.reasons().isEmpty()
                && rows.contest(candidate, objection.rules(), objection.reasons(), deadline());
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
