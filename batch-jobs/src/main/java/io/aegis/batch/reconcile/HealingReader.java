/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.reconcile;

import io.aegis.db.feedback.FeedbackHealing;
import io.aegis.db.feedback.FeedbackHealing.Due;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Claims rows by leases, urgent ones first, then the newest, a chunk's worth at a time. It ends when none is due, when the
 * budget is spent, or when the LLMs stay away for longer than is worth waiting for. Used by one thread.
 */
final class HealingReader implements ItemStreamReader<ClaimedRow> {

    /** What is said when there is no LLM to ask. */
    static final String NO_PROVIDER = "no provider configured: nothing to do";

    /** Waits without an answer in between after which a run gives up. */
    private static final int MOST_WAITS = 3;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LOOK_UP = Duration.ofMillis(100);
    private static final LlmObstacle BUSY =
            new LlmObstacle("other work takes all calls that may be made at once", Duration.ofSeconds(1));

    private final FeedbackHealing rows;
    private final HealingLane lane;
    private final HealingBounds bounds;
    private final HealingTally tally;
    private final Supplier<UUID> tokens;
    private final Ticker ticker;
    private final int most;
    private final boolean onDemand;
    private final BooleanSupplier stopping;
    private final Queue<ClaimedRow> claimed = new ArrayDeque<>();
    private Optional<HealingRun> run = Optional.empty();
    private int read;
    private String end = "";

    /**
     * A reader for one execution.
     *
     * @param rows whose claims commit by themselves, before the work
     * @param tokens new ids for claims
     * @param most rows of a chunk
     * @param onDemand whether rows that are put off are due too
     * @param stopping whether to claim no more
     */
    HealingReader(
            FeedbackHealing rows,
            HealingLane lane,
            HealingBounds bounds,
            HealingTally tally,
            Supplier<UUID> tokens,
            Ticker ticker,
            int most,
            boolean onDemand,
            BooleanSupplier stopping) {
        this.rows = rows;
        this.lane = lane;
        this.bounds = bounds;
        this.tally = tally;
        this.tokens = tokens;
        this.ticker = ticker;
        this.most = most;
        this.onDemand = onDemand;
        this.stopping = stopping;
    }

    /** Who asks for it has reason to think that things have changed: rows that were put off, and circuits, are tried. */
    @Override
    public void open(ExecutionContext context) {
        HealingRun opened = new HealingRun(context);
        run = Optional.of(opened);
        if (opened.begun()) {
            return;
        }
        if (onDemand) {
            lane.allowProbes();
        }
        try {
            opened.begin(onDemand ? Due.everything(rows.now(deadline())) : Due.USUAL);
        } catch (DatabaseUnavailableException e) {
            throw new ItemStreamException("the database does not tell its time", e);
        }
    }

    @Override
    public @Nullable ClaimedRow read() throws DatabaseUnavailableException, InterruptedException {
        if (!lane.exists()) {
            end = NO_PROVIDER;
            return null;
        }
        if (claimed.isEmpty()) {
            claim();
        }
        ClaimedRow next = claimed.poll();
        read += next == null ? 0 : 1;
        return next;
    }

    /** What the run came to, for an operator. */
    String summary() {
        return end.equals(NO_PROVIDER)
                ? end
                : run.map(HealingRun::summary).orElse("") + (end.isEmpty() ? "" : "; " + end);
    }

    private void claim() throws DatabaseUnavailableException, InterruptedException {
        HealingRun opened = run.orElseThrow(() -> new IllegalStateException("not open"));
        boolean waiting = true;
        while (waiting && !stopping.getAsBoolean()) {
            lane.settle();
            Optional<LlmObstacle> obstacle = lane.obstacle();
            if (obstacle.isEmpty() && tally.takeBusy()) {
                obstacle = Optional.of(BUSY);
            }
            int calls = obstacle.isEmpty() ? lane.draw(most - read) : 0;
            if (calls > 0) {
                UUID token = tokens.get();
                rows.claim(token, calls, bounds.lease(), opened.due(), deadline())
                        .forEach(row -> claimed.add(new ClaimedRow(row, token)));
                tally.claimed(claimed.size());
                lane.putBack(calls - claimed.size());
            } else if (obstacle.isEmpty()) {
                obstacle = Optional.of(
                        new LlmObstacle("the calls that all processes share are made", lane.untilNextCall()));
            }
            waiting = obstacle.isPresent() && waited(opened, obstacle.get());
        }
    }

    /** Sits out a short obstacle, a few times. */
    private boolean waited(HealingRun opened, LlmObstacle obstacle)
            throws DatabaseUnavailableException, InterruptedException {
        if (obstacle.pause().compareTo(bounds.longestWait()) > 0 || opened.waited() > MOST_WAITS) {
            end = "stopped early with " + rows.waiting(deadline()) + " rows left: " + obstacle.description();
            return false;
        }
        Deadline over = Deadline.after(ticker, obstacle.pause());
        while (!over.passed() && !stopping.getAsBoolean()) {
            Thread.sleep(Math.min(LOOK_UP.toMillis(), 1 + over.remainingNanos() / 1_000_000));
        }
        return true;
    }

    @Override
    public void update(ExecutionContext context) {
        read = 0;
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
