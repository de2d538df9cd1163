/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.memory;

/** Where a detector's knowledge comes from. */
public enum HistoryStatus {
    /** The series was never seen before. */
    NEW("new"),
    /** Stored samples, and those sent since. */
    KNOWN("known"),
    /** Stored samples, but another process may have judged some that it has not stored yet. */
    BEHIND("behind"),
    /** Only samples sent since a moment ago: what is stored could not be read in time. It is tried again. */
    UNREACHABLE("unreachable");

    private final String label;

    HistoryStatus(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code known}. */
    public String label() {
        return label;
    }
}
