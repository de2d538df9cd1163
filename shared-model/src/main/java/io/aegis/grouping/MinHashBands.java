/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Locality-sensitive hashing of shingles (Indyk, Motwani 1998; the banding of MinHash signatures as in Leskovec, Rajaraman, Ullman,
 * "Mining of Massive Datasets", section 3.4). A signature has {@value #BANDS} bands of {@value #ROWS} minima each, and every band is
 * one key. Two texts whose Jaccard coefficient is s have at least one key in common with the probability 1 - (1 - s^4)^40:
 *
 * <pre>
 * s           .1    .2    .3    .4    .5    .55   .6    .7
 * probability .004  .062  .277  .646  .924  .978  .996  .99998
 * </pre>
 *
 * Four rows rather than three keep unlike texts apart: of a million texts some fifty, not hundreds, meet a text by chance in a band. The
 * permutations are numbered from 0, so keys may be stored: whoever changes a number here has to make all of them anew. Immutable.
 */
public final class MinHashBands {

    /** Keys of a text. */
    public static final int BANDS = 40;

    /** Minima that must all agree for a key to. */
    public static final int ROWS = 4;

    /** From this Jaccard coefficient on, two texts are near-duplicates. */
    public static final double NEAR_DUPLICATE = 0.5;

    private static final long BASE = 0x9E37_79B9_7F4A_7C15L;

    private final List<Long> keys;

    private MinHashBands(List<Long> keys) {
        this.keys = keys;
    }

    /** The keys of a text. Takes {@value #BANDS} times {@value #ROWS} steps for each shingle. */
    public static MinHashBands of(Shingles shingles) {
        return new MinHashBands(IntStream.range(0, shingles.size() == 0 ? 0 : BANDS)
                .mapToObj(band -> key(shingles, band))
                .toList());
    }

    private static long key(Shingles shingles, int band) {
        long minima = band;
        for (int row = 0; row < ROWS; row++) {
            minima = minima * BASE + shingles.minimum(band * ROWS + row);
        }
        return ((long) band << Integer.SIZE) | Integer.toUnsignedLong(Shingles.mixed(minima));
    }

    /** One number for each band and its key, in which keys of different bands differ; empty for a text without shingles. */
    public List<Long> keys() {
        return keys;
    }

    /** The probability with which two texts of some Jaccard coefficient have a key in common. */
    public static double probability(double jaccard) {
        return 1 - Math.pow(1 - Math.pow(jaccard, ROWS), BANDS);
    }
}
