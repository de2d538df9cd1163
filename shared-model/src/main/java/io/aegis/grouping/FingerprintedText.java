/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.UUID;

/**
 * A text with what it is compared by.
 *
 * @param id of its row
 * @param shingles tell how much it resembles another
 * @param bands tell which ones it may resemble
 */
public record FingerprintedText(UUID id, Shingles shingles, MinHashBands bands) {

    /** Takes the fingerprint of a text. */
    public static FingerprintedText of(UUID id, String text) {
        Shingles shingles = Shingles.of(text);
        return new FingerprintedText(id, shingles, MinHashBands.of(shingles));
    }
}
