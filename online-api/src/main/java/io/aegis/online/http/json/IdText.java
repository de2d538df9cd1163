/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Ids as clients write them: UUIDs in any case. */
public final class IdText {

    /** Characters of an id. */
    public static final int LENGTH = 36;

    private IdText() {}

    /** The id; empty when the text is none. */
    public static Optional<UUID> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            // Java takes shortened forms too; they are not ids of ours.
            return Optional.of(UUID.fromString(lower))
                    .filter(id -> id.toString().equals(lower));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
