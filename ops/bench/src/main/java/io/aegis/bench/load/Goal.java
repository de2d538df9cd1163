/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import java.util.Locale;

/**
 * A figure to reach.
 *
 * @param figure what is measured, with its unit
 * @param limit what it must be
 * @param measured what it is
 * @param met whether that is good enough
 */
record Goal(String figure, String limit, String measured, boolean met) {

    static Goal below(String figure, double limit, double measured) {
        return new Goal(figure, "< " + number(limit), number(measured), measured < limit);
    }

    static Goal atLeast(String figure, double limit, double measured) {
        return new Goal(figure, ">= " + number(limit), number(measured), measured >= limit);
    }

    static Goal exactly(String figure, long limit, long measured) {
        return new Goal(figure, "= " + limit, Long.toString(measured), measured == limit);
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
