/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/** Which lane's labels a row carries. */
public enum AnalysisSource {
    /** The LLM answered. */
    AI("ai"),
    /** The heuristic answered, because the LLM did not, or not in time. */
    FALLBACK("fallback");

    private final String label;

    AnalysisSource(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code fallback}. */
    public String label() {
        return label;
    }
}
