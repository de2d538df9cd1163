/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

/** How bad it is, least first, by the score of an anomaly or the confidence of a failure. */
public enum Severity {
    LOW("low", 0),
    MEDIUM("medium", 0.5),
    HIGH("high", 0.7),
    CRITICAL("critical", 0.9);

    private final String label;
    private final double least;

    Severity(String label, double least) {
        this.label = label;
        this.least = least;
    }

    /** The name on the wire, such as {@code high}. */
    public String label() {
        return label;
    }

    /** The least score of this severity. */
    public double least() {
        return least;
    }

    /**
     * The severity of a score.
     *
     * @param score 0 to 1
     */
    public static Severity of(double score) {
        if (score >= CRITICAL.least) {
            return CRITICAL;
        }
        if (score >= HIGH.least) {
            return HIGH;
        }
        return score >= MEDIUM.least ? MEDIUM : LOW;
    }
}
