/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Reads parts of one answer at once, each by a connection of its own: the server gives a statement one core, however many rows it counts.
 * Thread-safe.
 */
public final class ParallelReads {

    private final ReadAccess database;
    private final ExecutorService threads;

    /**
     * Reads from a database.
     *
     * @param threads one for each part but the first; not closed here
     */
    public ParallelReads(ReadAccess database, ExecutorService threads) {
        this.database = database;
        this.threads = threads;
    }

    /**
     * What comes of each part, in their order.
     *
     * @param parts at least one; each sees what was committed when it began
     * @throws DatabaseUnavailableException when one of them got no answer in time
     */
    public <T> List<T> read(Deadline deadline, List<Work<T>> parts) throws DatabaseUnavailableException {
        List<Future<T>> others = new ArrayList<>();
        for (Work<T> part : parts.subList(1, parts.size())) {
            others.add(threads.submit(() -> database.read(deadline, part)));
        }
        List<T> read = new ArrayList<>();
        read.add(database.read(deadline, parts.getFirst()));
        for (Future<T> other : others) {
            read.add(of(other));
        }
        return read;
    }

    private static <T> T of(Future<T> part) throws DatabaseUnavailableException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            throw new DatabaseUnavailableException("a part could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("interrupted while a part was read", e);
        }
    }
}
