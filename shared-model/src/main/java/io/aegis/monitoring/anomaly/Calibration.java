/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * Turns strength into a score of 0 to 1 and back: score = 1 / (1 + 0.15 / 0.85 (1.08 / strength)^6). A strength of 1.08, whose
 * score is 0.85, was the best threshold on labelled series; the strength of an ordinary sample is about 0.55, its score 0.05.
 */
public final class Calibration {

    /** The strength whose score is 0.85. */
    public static final double ALERT_STRENGTH = 1.08;

    private static final double ODDS = 0.15 / 0.85;
    private static final int STEEPNESS = 6;

    private Calibration() {}

    /**
     * The score of a strength.
     *
     * @param strength not negative
     */
    public static double score(double strength) {
        return 1 / (1 + ODDS * Math.pow(ALERT_STRENGTH / strength, STEEPNESS));
    }
}
