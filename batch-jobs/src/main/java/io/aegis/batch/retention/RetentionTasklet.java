/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.retention;

import io.aegis.db.retention.RetentionStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The step that removes rows, few in each transaction, between which it can be stopped. */
public final class RetentionTasklet implements Tasklet {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Removal removal;
    private final Ticker ticker;

    /**
     * A step.
     *
     * @param removal removes some rows
     * @param ticker measures how long a transaction may take
     */
    public RetentionTasklet(Removal removal, Ticker ticker) {
        this.removal = removal;
        this.ticker = ticker;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException {
        RetentionStore.Removal removed = removal.some(Deadline.after(ticker, TIMEOUT));
        contribution.incrementWriteCount(removed.rows());
        return RepeatStatus.continueIf(removed.more());
    }
}
