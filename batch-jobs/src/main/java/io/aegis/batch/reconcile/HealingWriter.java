/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.listener.SkipListener;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Puts verdicts on rows that still carry the heuristic's labels, and puts rows off that got none. Writes by one thread, skips
 * by several.
 */
final class HealingWriter implements ItemStreamWriter<HealedRow>, SkipListener<ClaimedRow, HealedRow> {

    private static final Logger LOG = LoggerFactory.getLogger(HealingWriter.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final FeedbackHealing joined;
    private final FeedbackHealing rows;
    private final HealingBounds bounds;
    private final HealingTally tally;
    private final Ticker ticker;
    private final RandomGenerator random;
    private long healed;
    private long superseded;

    /**
     * A writer for one execution.
     *
     * @param joined rows, within the chunk's transaction
     * @param rows the same, in transactions of their own
     * @param random for the jitter of delays; used by several threads
     */
    HealingWriter(
            FeedbackHealing joined,
            FeedbackHealing rows,
            HealingBounds bounds,
            HealingTally tally,
            Ticker ticker,
            RandomGenerator random) {
        this.joined = joined;
        this.rows = rows;
        this.bounds = bounds;
        this.tally = tally;
        this.ticker = ticker;
        this.random = random;
    }

    /** In one order everywhere, so that two of these do not lock each other out. */
    @Override
    public void write(Chunk<? extends HealedRow> chunk) throws DatabaseUnavailableException {
        List<? extends HealedRow> ordered = chunk.getItems().stream()
                .sorted(Comparator.comparing(row -> row.upgrade().id()))
                .toList();
        long taken = 0;
        for (HealedRow row : ordered) {
            taken += joined.heal(row.upgrade(), row.token(), deadline()) ? 1 : 0;
        }
        healed += taken;
        superseded += chunk.size() - taken;
    }

    /** It is put off for a while that doubles each time. */
    @Override
    public void onSkipInProcess(ClaimedRow claimed, Throwable skipped) {
        tally.failed();
        try {
            if (skipped instanceof NoVerdictException none) {
                long least = bounds.firstDelay().toNanos();
                Duration first = Duration.ofNanos(least / 2 + random.nextLong(least / 2 + 1));
                rows.failed(
                        claimed.row().id(), claimed.token(), none.failure(), first, bounds.longestDelay(), deadline());
            }
        } catch (DatabaseUnavailableException e) {
            keepsLease(claimed.row().id(), e);
        }
    }

    @Override
    public void onSkipInWrite(HealedRow row, Throwable skipped) {
        tally.failed();
        keepsLease(row.upgrade().id(), skipped);
    }

    /** Then it is tried again. */
    private static void keepsLease(Object id, Throwable why) {
        LOG.atWarn().addKeyValue("feedback", id).log("a row keeps its lease until that ends: {}", why.getMessage());
    }

    @Override
    public void update(ExecutionContext context) {
        new HealingRun(context).add(healed, superseded, tally.takeFailed(), tally.takeRefused());
        healed = 0;
        superseded = 0;
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
