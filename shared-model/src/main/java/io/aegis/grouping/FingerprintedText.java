/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.Set;
import java.util.UUID;

/**
 * A text with what it is compared by.
 *
 * @param id of its row
 * @param runs tell what it shares with others word for word
 * @param compared tells whether it says the same as another
 * @param bands tell which ones it may resemble
 * @param stripped whether something was left out, as texts share it that are different otherwise
 */
public record FingerprintedText(UUID id, WordRuns runs, TextFeatures compared, MinHashBands bands, boolean stripped) {

    /** Takes the fingerprint of a whole text. */
    public static FingerprintedText of(UUID id, String text) {
        return of(id, WordRuns.of(text), Set.of(), false);
    }

    /** The fingerprint of what is left of the text without some of its runs. */
    public FingerprintedText without(Set<Long> common) {
        String whole = runs.without(Set.of());
        String rest = runs.without(common);
        return rest.equals(whole) ? this : of(id, runs, common, true);
    }

    /** They tell how much it resembles another. */
    public Shingles shingles() {
        return compared.shingles();
    }

    private static FingerprintedText of(UUID id, WordRuns runs, Set<Long> common, boolean stripped) {
        TextFeatures compared = TextFeatures.of(runs, common);
        return new FingerprintedText(id, runs, compared, MinHashBands.of(compared.shingles()), stripped);
    }
}
