/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/**
 * Doubles truncated to 32 bits: the sign, the exponent and the first 20 binary digits after the point of a double, so numbers
 * of its whole range to six digits. Multiplied by a power of two a number is rounded the same way.
 */
final class RoundedNumber {

    private static final long HALF = 1L << 31;

    private RoundedNumber() {}

    /**
     * Rounds a number to the nearest that can be kept.
     *
     * @param number not beyond 1e308 in size
     */
    static int keep(double number) {
        return (int) ((Double.doubleToRawLongBits(number) + HALF) >> Integer.SIZE);
    }

    /** The number that is kept. */
    static double of(int kept) {
        return Double.longBitsToDouble((long) kept << Integer.SIZE);
    }

    /** A number as it would be kept. */
    static double round(double number) {
        return of(keep(number));
    }
}
