/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.burst;

/** What there is more of than usual. Columns spell the constants as they are. */
public enum BurstAspect {
    /** Texts of a kind. */
    TEXTS("texts"),
    /** The share of negative texts among them. */
    NEGATIVE("negative"),
    /** The share of urgent texts among them. */
    URGENT("urgent");

    private final String label;

    BurstAspect(String label) {
        this.label = label;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }
}
