/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.review;

/**
 * Between which shares the true one lies, with 95 % confidence, when some of a sample were hits: the score interval of Wilson, E. B.
 * (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, equation 10. It is honest for few and for
 * extreme shares, where the normal approximation is not.
 *
 * @param low 0 to 1
 * @param high 0 to 1, not lower
 */
public record WilsonInterval(double low, double high) {

    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval; all of 0 to 1 without a sample.
     *
     * @param hits 0 to {@code sample}
     */
    public static WilsonInterval of(long hits, long sample) {
        if (hits < 0 || hits > sample) {
            throw new IllegalArgumentException("hits are 0 to the size of the sample");
        }
        if (sample == 0) {
            return new WilsonInterval(0, 1);
        }
        double n = sample;
        double share = hits / n;
        double middle = share + Z * Z / (2 * n);
        double margin = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        return new WilsonInterval(Math.max(0, (middle - margin) / scale), Math.min(1, (middle + margin) / scale));
    }
}
