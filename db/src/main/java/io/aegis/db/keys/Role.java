package io.aegis.db.keys;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the holder of a key may do. */
public enum Role {
    /** Submit feedback. */
    SUBMIT,
    /** Read, resolve and reopen feedback. */
    AGENT,
    /** Ask for anomalies and failures. */
    SCORING,
    /** Everything. */
    ADMIN;

    /** The name in commands and on the wire, such as {@code submit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with this name. */
    public static Optional<Role> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
