/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.batch.jobs.Steps;
import io.aegis.batch.reconcile.AuditRound.Contest;
import io.aegis.db.feedback.FeedbackAudit;
import io.aegis.db.feedback.FeedbackAudit.Candidate;
import io.aegis.deadline.Ticker;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * The step that audits rows which carry the LLM's labels, some in each run, round and round: it ends at the newest row, or when it
 * has looked at its share. Rows are taken before they are looked at, so that processes do not wait for each other; those that a
 * killed process had taken are looked at in the next round.
 *
 * @param steps makes steps
 * @param rows whose changes commit by themselves
 * @param auditor holds them against the rules
 * @param lane the LLMs: without any there is nothing to audit
 * @param ticker measures how long the database may take
 */
record AuditStep(Steps steps, FeedbackAudit rows, Auditor auditor, HealingLane lane, Ticker ticker) {

    static final String NAME = "audit";

    /** A step for one execution. */
    Step of(StepExecution execution) {
        AuditRound round = new AuditRound(rows, lane::exists, ticker);
        return steps.<Candidate, Contest>chunks(NAME, AuditRound.AT_ONCE)
                .reader(round)
                .processor(this::contested)
                .writer(round::contest)
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
}
