/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.topics;

import io.aegis.db.topics.TopicAssignments;
import io.aegis.db.topics.TopicRow;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * All rows, in the order of their ids. A restart goes on behind the last chunk, unless the list of topics has changed since. Used by
 * one thread.
 */
final class TopicPassReader implements ItemStreamReader<TopicRow> {

    private static final String LAST = "topics.last";
    private static final String VERSION = "topics.version";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TopicAssignments assignments;
    private final String model;
    private final long version;
    private final Ticker ticker;
    private final Queue<TopicRow> page = new ArrayDeque<>();
    private UUID last = TopicAssignments.FIRST;
    private boolean ended;

    /**
     * A reader.
     *
     * @param model whose vectors rows come with
     * @param version of the list that is applied
     */
    TopicPassReader(TopicAssignments assignments, String model, long version, Ticker ticker) {
        this.assignments = assignments;
        this.model = model;
        this.version = version;
        this.ticker = ticker;
    }

    @Override
    public void open(ExecutionContext context) {
        if (context.getLong(VERSION, -1) == version) {
            last = UUID.fromString(context.getString(LAST, TopicAssignments.FIRST.toString()));
        }
    }

    @Override
    public @Nullable TopicRow read() throws DatabaseUnavailableException {
        if (page.isEmpty() && !ended) {
            page.addAll(assignments.page(model, last, Deadline.after(ticker, TIMEOUT)));
            ended = page.size() < TopicAssignments.MAX_PAGE;
        }
        TopicRow next = page.poll();
        last = next == null ? last : next.feedback();
        return next;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(VERSION, version);
        context.putString(LAST, last.toString());
    }
}
