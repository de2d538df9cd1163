/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items newest first
 * @param nextCursor leads to the next part; empty at the end
 * @param searchedTo the time of the oldest row that was looked at, when it took too long to look at all for a full page: the next part goes on from there
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<String> nextCursor, Optional<Instant> searchedTo) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /** A part that is full, or the last. */
    public Page(List<T> items, Optional<String> nextCursor) {
        this(items, nextCursor, Optional.empty());
    }

    /**
     * Makes a page of rows, of which one more than a page holds was read: that one says that there is another page.
     *
     * @param place of an item in the list
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> place) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, Optional.of(place.apply(items.getLast()).format()));
    }
}
