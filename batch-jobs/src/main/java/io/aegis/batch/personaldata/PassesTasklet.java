/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.personaldata;

import io.aegis.db.personaldata.ErasurePasses;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step of an erasure that looks again after imports. Between its transactions it can be stopped; it pauses while imports are
 * waited for.
 */
final class PassesTasklet implements Tasklet {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ErasurePasses passes;
    private final UUID request;
    private final Ticker ticker;
    private boolean waits;

    /**
     * A step of one execution.
     *
     * @param request that is erased
     * @param ticker measures how long a transaction may take
     */
    PassesTasklet(ErasurePasses passes, UUID request, Ticker ticker) {
        this.passes = passes;
        this.request = request;
        this.ticker = ticker;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException, InterruptedException {
        if (waits) {
            // Before the transaction's first statement: it holds no locks and has not looked at anything.
            Thread.sleep(PAUSE);
        }
        ErasurePasses.Rest rest = passes.some(request, Deadline.after(ticker, TIMEOUT));
        waits = rest == ErasurePasses.Rest.LATER;
        return RepeatStatus.continueIf(rest != ErasurePasses.Rest.NONE);
    }
}
