/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/** How soon somebody should look, least first. */
public enum Priority {
    LOW("Low"),
    MEDIUM("Medium"),
    HIGH("High"),
    CRITICAL("Critical");

    private final String label;

    Priority(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code High}. */
    public String label() {
        return label;
    }
}
