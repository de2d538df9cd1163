/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.math.BigDecimal;
import java.math.MathContext;

/** Measured numbers as people read them. */
public final class ReadableNumber {

    /** Numbers of more digits before the point, or of as many zeros behind it, are written with an exponent. */
    private static final int MOST_PLACES = 15;

    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private ReadableNumber() {}

    /**
     * Four digits: {@code 53.81}, {@code 0.00001}, {@code 1E+300}.
     *
     * @param value finite
     */
    public static String of(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(FOUR_DIGITS).stripTrailingZeros();
        boolean plain = Math.abs(rounded.precision() - rounded.scale()) <= MOST_PLACES;
        return plain ? rounded.toPlainString() : rounded.toString();
    }
}
