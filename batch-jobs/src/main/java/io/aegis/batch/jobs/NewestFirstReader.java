/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.IdRange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Rows that a job has not dealt with yet, the newest first: before each page it is looked whether rows have come, so that a new
 * one waits for a page of a backlog and never for all of it. Each query looks at a bounded part of the rows, however many were
 * dealt with already. What is done the database tells, so a restart begins where the work is. Used by one thread.
 *
 * @param <T> what is read of a row
 */
public final class NewestFirstReader<T> implements ItemReader<T> {

    /** Rows that one query looks at, at most. */
    static final int PART = 20_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Newest<T> rows;
    private final Below parts;
    private final Function<T, UUID> id;
    private final int atOnce;
    private final Ticker ticker;
    private final Deadline backlogUntil;
    private final Queue<T> page = new ArrayDeque<>();

    /** Parts of the backlog that are left, the newest first. */
    private final Deque<Part> backlog = new ArrayDeque<>();

    private UUID newest;
    private Optional<UUID> newestAtFirst = Optional.empty();
    private boolean begun;
    private boolean ended;

    /** Reads rows that wait: the newest of a range, up to so many, in the order of ids. */
    @FunctionalInterface
    public interface Newest<T> {

        /** Reads them. */
        List<T> of(IdRange range, int limit, Deadline deadline) throws DatabaseUnavailableException;
    }

    /** Finds the row that has so many others of a range behind it, waiting or not; empty when there are no more. */
    @FunctionalInterface
    public interface Below {

        /** Finds its id. */
        Optional<UUID> of(IdRange range, int rows, Deadline deadline) throws DatabaseUnavailableException;
    }

    /** A part of the ids, and whether it is known to be small. */
    private record Part(IdRange range, boolean bounded) {}

    /**
     * A reader for one execution.
     *
     * @param rows reads them
     * @param parts bounds what a query looks at
     * @param after the id before which nothing waits
     * @param id of a row
     * @param atOnce rows of a page
     * @param ticker measures how long a page may take
     * @param backlogUntil when the rest of a backlog is left to the next execution; rows that are new are read all the same
     */
    public NewestFirstReader(
            Newest<T> rows,
            Below parts,
            UUID after,
            Function<T, UUID> id,
            int atOnce,
            Ticker ticker,
            Deadline backlogUntil) {
        this.rows = rows;
        this.parts = parts;
        this.newest = after;
        this.id = id;
        this.atOnce = atOnce;
        this.ticker = ticker;
        this.backlogUntil = backlogUntil;
    }

    @Override
    public @Nullable T read() throws DatabaseUnavailableException {
        if (page.isEmpty() && !ended) {
            fill();
        }
        return page.poll();
    }

    private void fill() throws DatabaseUnavailableException {
        if (!begun) {
            newestAtFirst = parts.of(IdRange.ALL, 0, deadline());
            begun = true;
        }
        // What is there now is a backlog from now on, whether it waits or not: looked through once, not for each page
        // again.
        Optional<UUID> top = parts.of(new IdRange(newest, IdRange.LAST), 0, deadline());
        if (top.isPresent()) {
            IdRange come = new IdRange(newest, following(top.get()));
            newest = top.get();
            fill(new Part(come, false));
        }
        while (page.isEmpty() && !backlog.isEmpty() && !backlogUntil.passed()) {
            fill(backlog.pop());
        }
        ended = page.isEmpty();
    }

    /** Reads a page of a part, and puts what is left of it before the rest of the backlog. */
    private void fill(Part part) throws DatabaseUnavailableException {
        IdRange range = part.range();
        if (!part.bounded()) {
            Optional<UUID> below = parts.of(range, PART, deadline());
            if (below.isPresent()) {
                backlog.push(new Part(new IdRange(range.after(), following(below.get())), false));
                range = new IdRange(below.get(), range.before());
            }
        }
        List<T> found = rows.of(range, atOnce, deadline());
        page.addAll(found);
        if (found.size() == atOnce) {
            backlog.push(new Part(new IdRange(range.after(), id.apply(found.getFirst())), true));
        }
    }

    /** Whether nothing that was there is left to an execution to come; known at the end. */
    public boolean isDone() {
        return ended && backlog.isEmpty();
    }

    /** The newest row that there was when the reading began; empty before that, or when there was none. */
    public Optional<UUID> newestAtFirst() {
        return newestAtFirst;
    }

    /** The next greater one. */
    private static UUID following(UUID id) {
        long least = id.getLeastSignificantBits() + 1;
        return new UUID(id.getMostSignificantBits() + (least == 0 ? 1 : 0), least);
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
