/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.Locale;

/** How an answer's form is asked for, the strictest first. */
public enum OutputFormat {
    /** {@code response_format: json_schema} with {@code strict}. */
    JSON_SCHEMA,
    /** {@code response_format: json_object}. */
    JSON_OBJECT,
    /** No {@code response_format}: the schema stands in the prompt. */
    PLAIN;

    /** The name on the wire, such as {@code json_schema}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
