/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.reviews;

/** What a person may decide on a review. */
public enum ReviewDecision {
    /** The LLM is right. */
    ACCEPT_AI("accept_ai"),
    /** The rules are right. */
    ACCEPT_HEURISTIC("accept_heuristic"),
    /** Neither is: labels of the person's own. */
    CUSTOM("custom");

    private final String label;

    ReviewDecision(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code accept_ai}. */
    public String label() {
        return label;
    }
}
