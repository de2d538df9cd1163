/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

/**
 * What a range with so many samples is multiplied by to become a rate: {@code extrapolatedRate} of Prometheus 2.42, which assumes
 * that a series goes on to the ends of the window unless its next sample is missing there, and that no counter was below zero.
 *
 * @param firstMillis of the first sample
 * @param lastMillis of the last, later than the first
 * @param samples how many, at least two
 */
record RangeExtrapolation(long firstMillis, long lastMillis, int samples) {

    /** Gaps of more than so many usual distances are taken for the end of the series. */
    private static final double LONG_GAP = 1.1;

    /**
     * The factor, in 1/s.
     *
     * @param fromMillis begin of the window
     * @param toMillis its end
     * @param toZero milliseconds before the first sample at which the counter would have been zero; infinite where that is
     *     not known
     */
    double perSecond(long fromMillis, long toMillis, double toZero) {
        double sampled = lastMillis - firstMillis;
        double usual = sampled / (samples - 1);
        double start = Math.min((double) (firstMillis - fromMillis), toZero);
        double end = toMillis - lastMillis;
        double covered = sampled + within(start, usual) + within(end, usual);
        return covered / sampled * 1_000 / (toMillis - fromMillis);
    }

    private static double within(double gap, double usual) {
        return gap < LONG_GAP * usual ? gap : usual / 2;
    }
}
