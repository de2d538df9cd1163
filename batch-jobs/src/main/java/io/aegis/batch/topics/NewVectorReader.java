/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import io.aegis.db.topics.NewVector;
import io.aegis.db.topics.TopicAssignments;
import io.aegis.db.topics.TopicRow;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/** Rows whose vectors have not been compared with examples, in the order in which these were made. Used by one thread. */
final class NewVectorReader implements ItemReader<TopicRow> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TopicAssignments assignments;
    private final String model;
    private final Ticker ticker;
    private final Queue<NewVector> page = new ArrayDeque<>();
    private Optional<Instant> since = Optional.empty();
    private UUID after = TopicAssignments.FIRST;
    private boolean ended;

    /** @param model whose vectors */
    NewVectorReader(TopicAssignments assignments, String model, Ticker ticker) {
        this.assignments = assignments;
        this.model = model;
        this.ticker = ticker;
    }

    @Override
    public @Nullable TopicRow read() throws DatabaseUnavailableException {
        if (page.isEmpty() && !ended) {
            Instant from = since.isPresent() ? since.get() : assignments.comparedUntil(deadline());
            page.addAll(assignments.newVectors(model, from, after, deadline()));
            ended = page.size() < TopicAssignments.MAX_PAGE;
        }
        NewVector next = page.poll();
        if (next == null) {
            return null;
        }
        since = Optional.of(next.madeAt());
        after = next.row().feedback();
        return next.row();
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
