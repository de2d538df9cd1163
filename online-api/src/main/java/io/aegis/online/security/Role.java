package io.aegis.online.security;

import java.util.Locale;

/** What a key may do. */
public enum Role {
    /** Send feedback. */
    SUBMIT,
    /** Read and triage feedback. */
    AGENT,
    /** Ask for scores. */
    SCORING,
    /** Everything. */
    ADMIN;

    /** The name on the wire and in the database, such as {@code agent}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
