/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Labels;
import java.util.List;
import java.util.UUID;

/**
 * What was learned, applied to a text.
 *
 * @param labels as learned where that is better than the rules, and as these say otherwise
 * @param confidence from 0 to 1, of the decision that was least sure
 * @param nearest ids of the rows of labelled texts that are nearest, the nearest first; none where none is near
 */
public record LearnedVerdict(Labels labels, double confidence, List<UUID> nearest) {

    /** Copies the ids. */
    public LearnedVerdict {
        nearest = List.copyOf(nearest);
    }
}
