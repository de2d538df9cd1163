/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/** Whether somebody has dealt with feedback. */
public enum Status {
    OPEN("Open"),
    RESOLVED("Resolved");

    private final String label;

    Status(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code Open}. */
    public String label() {
        return label;
    }
}
