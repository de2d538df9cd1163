/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.bursts;

import io.aegis.db.bursts.BurstStore;
import io.aegis.db.bursts.SeriesName;
import io.aegis.db.bursts.StoredBurst;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Judges what came since the last run, and tells of bursts that begin, go on and end. */
final class BurstTasklet implements Tasklet {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int PURGED_AT_ONCE = 500;

    private final BurstMemory memory;
    private final BurstStore store;
    private final BurstOutbox outbox;
    private final BurstNotifier notifier;
    private final CurrentOwnTopics topics;
    private final InstantSource clock;
    private final Ticker ticker;

    BurstTasklet(
            BurstMemory memory,
            BurstStore store,
            BurstOutbox outbox,
            BurstNotifier notifier,
            CurrentOwnTopics topics,
            InstantSource clock,
            Ticker ticker) {
        this.memory = memory;
        this.store = store;
        this.outbox = outbox;
        this.notifier = notifier;
        this.topics = topics;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws DatabaseUnavailableException {
        contribution.incrementWriteCount(run());
        return RepeatStatus.FINISHED;
    }

    /**
     * One run.
     *
     * @return how many bursts go on
     */
    int run() throws DatabaseUnavailableException {
        Deadline deadline = Deadline.after(ticker, TIMEOUT);
        Instant now = clock.instant();
        topics.refresh();
        Optional<List<StoredBurst>> judged = memory.judge(now, topics.routing(), deadline);
        if (judged.isPresent()) {
            tell(judged.get(), now, deadline);
        }
        store.purge(now.minus(KEPT), PURGED_AT_ONCE, deadline);
        return judged.map(List::size).orElse(0);
    }

    /** What is kept tells the next run that a burst is no news: it is kept last, and telling twice tells once. */
    private void tell(List<StoredBurst> going, Instant now, Deadline deadline) throws DatabaseUnavailableException {
        List<StoredBurst> before = store.open(deadline);
        List<StoredBurst> begin = unlike(going, before);
        List<StoredBurst> over = unlike(before, going);
        List<StoredBurst> told = StoredBurst.mostTelling(begin, going);
        if (!told.isEmpty()) {
            outbox.tellChannels(notifier.begin(told), deadline);
        }
        List<Alerts.Cause> changes = new ArrayList<>();
        going.forEach(each -> changes.add(notifier.goesOn(each)));
        over.forEach(each -> changes.add(notifier.over(each, now)));
        outbox.tellAlertmanager(changes, deadline);
        store.note(going, over.stream().map(StoredBurst::series).toList(), now, deadline);
    }

    /** Those of series that are not among the others. */
    private static List<StoredBurst> unlike(List<StoredBurst> bursts, List<StoredBurst> others) {
        Set<SeriesName> known = others.stream().map(StoredBurst::series).collect(Collectors.toSet());
        return bursts.stream().filter(each -> !known.contains(each.series())).toList();
    }
}
