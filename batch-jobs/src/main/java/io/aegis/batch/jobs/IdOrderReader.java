/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Rows that a job has not dealt with yet, page by page in the order of their ids, up to the newest (keyset pagination). How far it
 * is done the database tells, so there is nothing to remember and a restart begins where the work is. Used by one thread.
 *
 * @param <T> what is read of a row
 */
public final class IdOrderReader<T> implements ItemReader<T> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Start start;
    private final Pages<T> pages;
    private final Function<T, UUID> id;
    private final int atOnce;
    private final Ticker ticker;
    private final Queue<T> page = new ArrayDeque<>();
    private Optional<UUID> last = Optional.empty();
    private boolean ended;

    /** Where to begin. */
    @FunctionalInterface
    public interface Start {

        /** The id behind which rows are read. */
        UUID after(Deadline deadline) throws DatabaseUnavailableException;
    }

    /** Reads rows. */
    @FunctionalInterface
    public interface Pages<T> {

        /** Up to so many rows behind an id, in the order of ids. */
        List<T> after(UUID id, int limit, Deadline deadline) throws DatabaseUnavailableException;
    }

    /**
     * A reader for one execution.
     *
     * @param id of a row
     * @param atOnce rows of a page
     * @param ticker measures how long a page may take
     */
    public IdOrderReader(Start start, Pages<T> pages, Function<T, UUID> id, int atOnce, Ticker ticker) {
        this.start = start;
        this.pages = pages;
        this.id = id;
        this.atOnce = atOnce;
        this.ticker = ticker;
    }

    @Override
    public @Nullable T read() throws DatabaseUnavailableException {
        if (page.isEmpty() && !ended) {
            UUID after = last.isPresent() ? last.get() : start.after(deadline());
            page.addAll(pages.after(after, atOnce, deadline()));
            ended = page.size() < atOnce;
        }
        T next = page.poll();
        last = next == null ? last : Optional.of(id.apply(next));
        return next;
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
