/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import java.util.Locale;

/** Counts right and wrong decisions about one class. */
final class Hits {

    private int right;
    private int wrong;
    private int missed;

    /** Counts one decision. */
    void count(boolean predicted, boolean actual) {
        right += predicted && actual ? 1 : 0;
        wrong += predicted && !actual ? 1 : 0;
        missed += !predicted && actual ? 1 : 0;
    }

    /** Whether any text belongs to the class. */
    boolean occurs() {
        return right + missed > 0;
    }

    /** Share of the predicted ones that are right; 0 when none is predicted. */
    double precision() {
        return share(right, right + wrong);
    }

    /** Share of the actual ones that were found; 0 when there is none. */
    double recall() {
        return share(right, right + missed);
    }

    /** The harmonic mean of the two. */
    double f1() {
        return share(2 * right, 2 * right + wrong + missed);
    }

    static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "precision %.3f  recall %.3f  F1 %.3f", precision(), recall(), f1());
    }
}
