package io.aegis.online.http;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Ids as they go over the wire. */
public final class Ids {

    private Ids() {}

    /** An id in its full form, in either case; empty when the text is none. */
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
