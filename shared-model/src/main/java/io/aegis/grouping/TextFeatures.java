/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.Set;

/**
 * What a text is compared by, without what is common to different ones.
 *
 * @param shingles tell how much it resembles another
 * @param words tell whether it says the opposite
 */
public record TextFeatures(Shingles shingles, DistinctWords words) {

    /** What is left of a text without some of its runs. */
    public static TextFeatures of(WordRuns runs, Set<Long> common) {
        return new TextFeatures(Shingles.of(runs.without(common)), runs.distinct(common));
    }

    /** How much two texts resemble each other if they are near-duplicates and do not say the opposite, otherwise 0. */
    public double likeness(TextFeatures other, Opposites opposites) {
        double jaccard = shingles.jaccard(other.shingles);
        return jaccard < MinHashBands.NEAR_DUPLICATE || opposites.are(words, other.words) ? 0 : jaccard;
    }
}
