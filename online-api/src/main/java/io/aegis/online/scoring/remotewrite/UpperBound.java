/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.OptionalDouble;

/** The upper bound of a classic bucket, as its label says it. */
final class UpperBound {

    private static final int LONGEST = 32;

    private UpperBound() {}

    /** Empty when it is no number. */
    static OptionalDouble of(String text) {
        if (text.equals("+Inf") || text.equals("Inf")) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        if (text.isEmpty() || text.length() > LONGEST) {
            return OptionalDouble.empty();
        }
        try {
            double bound = Double.parseDouble(text);
            return Double.isNaN(bound) ? OptionalDouble.empty() : OptionalDouble.of(bound);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
