/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.batch.database.PassingFailure;
import io.aegis.db.feedback.FeedbackAudit;
import io.aegis.db.feedback.FeedbackAudit.Candidate;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * The rows that one execution audits. A database that is busy, away or in a deadlock ends the round early or leaves a row out: the
 * next execution goes on, and the next round comes to every row again. Used by one thread.
 */
final class AuditRound implements ItemStreamReader<Candidate> {

    /** How many rows are taken at once. */
    static final int AT_ONCE = 200;

    private static final int MOST = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String AUDITED = "audited";
    private static final String CONTESTED = "contested";

    private final FeedbackAudit rows;
    private final BooleanSupplier llm;
    private final Ticker ticker;
    private final Queue<Candidate> candidates = new ArrayDeque<>();
    private boolean last;
    private boolean busy;
    private long audited;
    private long opened;
    private long leftOut;

    /**
     * A round for one execution.
     *
     * @param rows whose changes commit by themselves: nobody waits for the others of a chunk
     * @param llm whether there is any LLM: without one there is nothing to audit
     * @param ticker measures how long the database may take
     */
    AuditRound(FeedbackAudit rows, BooleanSupplier llm, Ticker ticker) {
        this.rows = rows;
        this.llm = llm;
        this.ticker = ticker;
    }

    /** What the rules hold against a row. */
    record Contest(Candidate candidate, Auditor.Objection objection) {}

    @Override
    public void open(ExecutionContext context) {
        audited = context.getLong(AUDITED, 0);
        opened = context.getLong(CONTESTED, 0);
    }

    @Override
    public @Nullable Candidate read() throws DatabaseUnavailableException {
        if (candidates.isEmpty() && !last && audited < MOST && llm.getAsBoolean()) {
            take();
        }
        Candidate next = candidates.poll();
        audited += next == null ? 0 : 1;
        return next;
    }

    private void take() throws DatabaseUnavailableException {
        try {
            FeedbackAudit.Round next = rows.next(AT_ONCE, Deadline.after(ticker, TIMEOUT));
            candidates.addAll(next.candidates());
            last = next.last();
        } catch (DatabaseUnavailableException e) {
            if (!PassingFailure.is(e)) {
                throw e;
            }
            busy = true;
            last = true;
        }
    }

    /** Opens reviews. */
    void contest(Iterable<? extends Contest> contests) throws DatabaseUnavailableException {
        for (Contest each : contests) {
            Auditor.Objection objection = each.objection();
            try {
                boolean fresh = rows.contest(
                        each.candidate(), objection.rules(), objection.reasons(), Deadline.after(ticker, TIMEOUT));
                opened += fresh ? 1 : 0;
            } catch (DatabaseUnavailableException e) {
                if (!PassingFailure.is(e)) {
                    throw e;
                }
                leftOut++;
            }
        }
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(AUDITED, audited);
        context.putLong(CONTESTED, opened);
    }

    /** What the round came to, for an operator. */
    String summary() {
        if (!llm.getAsBoolean()) {
            return HealingReader.NO_PROVIDER;
        }
        return "audited " + audited + ", reviews opened " + opened
                + (leftOut == 0 ? "" : ", left for the next round " + leftOut)
                + (busy ? ", stopped early as the database was busy" : "");
    }
}
