/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.Locale;

/** The parameter that bounds an answer's length. */
public enum TokenParameter {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS,
    /** The server takes neither. */
    NONE;

    /** The name on the wire, such as {@code max_tokens}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
