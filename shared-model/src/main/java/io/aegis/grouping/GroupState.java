/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

/** How far agents are with a group. */
public enum GroupState {
    /** It has rows that are open. */
    OPEN("Open"),
    /** All of its rows are resolved. */
    RESOLVED("Resolved"),
    /** It has rows that are open, and came after all others were resolved. */
    REGRESSED("Regressed");

    private final String label;

    GroupState(String label) {
        this.label = label;
    }

    /** What it is called outside, such as {@code Open}. */
    public String label() {
        return label;
    }
}
