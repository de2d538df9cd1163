/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/** The mood of a text, as the wire and the database spell it. */
public enum Sentiment {
    POSITIVE,
    NEGATIVE,
    NEUTRAL;

    private static final double BOUND = 0.05;

    /**
     * The class of a compound score, by the bounds of the VADER paper (Hutto and Gilbert, 2014).
     *
     * @param compound a score in -1..1, rounded as VADER rounds it
     * @return POSITIVE from 0.05, NEGATIVE to -0.05, NEUTRAL between
     */
    public static Sentiment ofCompound(double compound) {
        if (compound >= BOUND) {
            return POSITIVE;
        }
        return compound <= -BOUND ? NEGATIVE : NEUTRAL;
    }
}
