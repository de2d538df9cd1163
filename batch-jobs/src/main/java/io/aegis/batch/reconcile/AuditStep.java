/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.batch.jobs.Steps;
import io.aegis.db.feedback.FeedbackAudit;
import io.aegis.db.feedback.FeedbackAudit.Candidate;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * The step that audits rows which carry the LLM's labels, some in each run, round and round: it ends at the newest row, or
 * when it has looked at {@value #MOST}. Where the round has come to, and what was found, commit together.
 *
 * @param steps makes steps
 * @param joined rows, within the chunk's transaction
 * @param auditor holds them against the rules
 * @param lane the LLMs: without any there is nothing to audit
 * @param ticker measures how long the database may take
 */
record AuditStep(Steps steps, FeedbackAudit joined, Auditor auditor, HealingLane lane, Ticker ticker) {

    static final String NAME = "audit";

    private static final int AT_ONCE = 200;
    private static final int MOST = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** What the rules hold against a row. */
    private record Contest(Candidate candidate, Auditor.Objection objection) {}

    /** A step for one execution. */
    Step of(StepExecution execution) {
        Round round = new Round(joined, lane, ticker);
        return steps.<Candidate, Contest>chunks(NAME, AT_ONCE)
                .reader(round)
                .processor(this::contested)
                .writer(chunk -> open(round, chunk))
                .listener(new StepExecutionListener() {
                    @Override
                    public ExitStatus afterStep(StepExecution ended) {
                        return ended.getExitStatus().addExitDescription(round.summary());
                    }
                })
                .build();
    }

    private @Nullable Contest contested(Candidate candidate) {
        Auditor.Objection objection = auditor.look(candidate);
        return objection.reasons().isEmpty() ? null : new Contest(candidate, objection);
    }

    private void open(Round round, Chunk<? extends Contest> chunk) throws DatabaseUnavailableException {
        for (Contest each : chunk) {
            Auditor.Objection objection = each.objection();
            round.opened += joined.contest(
                            each.candidate(), objection.rules(), objection.reasons(), Deadline.after(ticker, TIMEOUT))
                    ? 1
                    : 0;
        }
    }

    /** The rows of one execution. Used by one thread. */
    private static final class Round implements ItemStreamReader<Candidate> {

        private static final String AUDITED = "audited";
        private static final String CONTESTED = "contested";

        private final Queue<Candidate> candidates = new ArrayDeque<>();
        private final FeedbackAudit rows;
        private final HealingLane lane;
        private final Ticker ticker;
        private boolean last;
        private long audited;
        private long opened;

        Round(FeedbackAudit rows, HealingLane lane, Ticker ticker) {
            this.rows = rows;
            this.lane = lane;
            this.ticker = ticker;
        }

        @Override
        public void open(ExecutionContext context) {
            audited = context.getLong(AUDITED, 0);
            opened = context.getLong(CONTESTED, 0);
        }

        @Override
        public @Nullable Candidate read() throws DatabaseUnavailableException {
            if (candidates.isEmpty() && !last && audited < MOST && lane.exists()) {
                FeedbackAudit.Round next = rows.next(AT_ONCE, Deadline.after(ticker, TIMEOUT));
                candidates.addAll(next.candidates());
                last = next.last();
            }
            Candidate next = candidates.poll();
            audited += next == null ? 0 : 1;
            return next;
        }

        @Override
        public void update(ExecutionContext context) {
            context.putLong(AUDITED, audited);
            context.putLong(CONTESTED, opened);
        }

        String summary() {
            return lane.exists() ? "audited " + audited + ", reviews opened " + opened : HealingReader.NO_PROVIDER;
        }
    }
}
