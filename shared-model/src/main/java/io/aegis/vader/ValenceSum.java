/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

/** Adds up the valences of a text. */
final class ValenceSum {

    /** Approximates the greatest sum to expect; VADER's alpha. */
    private static final double NORMALIZATION = 15;

    private static final int SHARE_DECIMALS = 3;
    private static final int COMPOUND_DECIMALS = 4;

    private double sum;
    private double positive;
    private double negative;
    private int neutral;

    private ValenceSum() {}

    /** The scores of words with the valences, in a text with the emphasis. */
    static VaderScores of(double[] valences, double emphasis) {
        if (valences.length == 0) {
            return new VaderScores(0, 0, 0, 0);
        }
        ValenceSum valenceSum = new ValenceSum();
        for (double valence : valences) {
            valenceSum.add(valence);
        }
        valenceSum.emphasize(emphasis);
        return valenceSum.scores();
    }

    /** Plain addition in the order of the text: a compensated sum, as Python's from 3.12 on, gives other scores. */
    private void add(double valence) {
        sum += valence;
        // The shares weigh a neutral word 1, so the others weigh 1 more than they are rated.
        if (valence > 0) {
            positive += valence + 1;
        } else if (valence < 0) {
            negative += valence - 1;
        } else {
            neutral++;
        }
    }

    private void emphasize(double emphasis) {
        sum += Math.signum(sum) * emphasis;
        if (positive > -negative) {
            positive += emphasis;
        } else if (positive < -negative) {
            negative -= emphasis;
        }
    }

    /** Each share is rounded by itself, so that they need not make 1. */
    private VaderScores scores() {
        double total = positive - negative + neutral;
        double compound = sum / Math.sqrt(sum * sum + NORMALIZATION);
        return new VaderScores(
                Rounding.halfEven(-negative / total, SHARE_DECIMALS),
                Rounding.halfEven(neutral / total, SHARE_DECIMALS),
                Rounding.halfEven(positive / total, SHARE_DECIMALS),
                Rounding.halfEven(compound, COMPOUND_DECIMALS));
    }
}
