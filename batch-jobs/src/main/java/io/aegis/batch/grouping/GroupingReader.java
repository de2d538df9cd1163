/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.grouping;

import io.aegis.db.groups.TextGrouping;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Rows that nobody looked at for their group, in the order of their ids, up to the newest. How far it is done the database tells, so
 * there is nothing to remember. Used by one thread.
 *
 * @param <T> what is read of a row
 */
final class GroupingReader<T> implements ItemReader<T> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final GroupingPages<T> pages;
    private final int atOnce;
    private final boolean everything;
    private final Clock clock;
    private final Ticker ticker;
    private final Queue<T> page = new ArrayDeque<>();
    private Optional<UUID> last = Optional.empty();
    private boolean ended;

    /**
     * A reader for one execution.
     *
     * @param atOnce rows that are read at once
     * @param everything whether to look at all rows, not only at those of the last hour
     */
    GroupingReader(GroupingPages<T> pages, int atOnce, boolean everything, Clock clock, Ticker ticker) {
        this.pages = pages;
        this.atOnce = atOnce;
        this.everything = everything;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public @Nullable T read() throws DatabaseUnavailableException {
        if (page.isEmpty() && !ended) {
            UUID after = last.isPresent() ? last.get() : begin();
            page.addAll(pages.next(after, atOnce, deadline()));
            ended = page.size() < atOnce;
        }
        T next = page.poll();
        last = next == null ? last : Optional.of(pages.id(next));
        return next;
    }

    private UUID begin() throws DatabaseUnavailableException {
        return everything ? TextGrouping.FIRST : pages.begin(clock.millis(), deadline());
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
