package io.aegis.db.feedback;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items newest first
 * @param nextCursor leads to the next part; empty at the end
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }
}
