/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounds as Python's {@code round} does: the exact binary value, a tie going to the even digit. */
final class Rounding {

    private static final double[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000};

    /**
     * How near to a tie the quick way gives up. For values up to 1 the product with a power of ten is off by less than
     * 1e-12, so that nothing outside this distance can be on the other side of the tie.
     */
    private static final double TIE_MARGIN = 1e-9;

    private Rounding() {}

    /** The double nearest to the value, -1 to 1, rounded to at most 4 decimals. Never -0.0. */
    static double halfEven(double value, int decimals) {
        double scaled = value * POWERS_OF_TEN[decimals];
        double whole = Math.rint(scaled);
        if (Math.abs(scaled - whole) > 0.5 - TIE_MARGIN) {
            return exactly(value, decimals);
        }
        // A quotient of two exact numbers is the double nearest to the decimal; adding 0 takes the sign off a -0.0.
        return whole / POWERS_OF_TEN[decimals] + 0.0;
    }

    private static double exactly(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
    }
}
