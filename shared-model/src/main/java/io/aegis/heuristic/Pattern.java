/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.List;

/**
 * A compiled pattern: parts that all have to occur, anywhere in the text and each inside one sentence.
 *
 * @param parts one or more
 */
record Pattern(List<Part> parts) {

    Pattern {
        parts = List.copyOf(parts);
    }

    /**
     * A word, then further words at most so far from the one before.
     *
     * @param first the id of the first word's term
     * @param steps what follows, in order
     */
    record Part(int first, List<Step> steps) {

        Part {
            steps = List.copyOf(steps);
        }
    }

    /**
     * The next word of a part.
     *
     * @param within how many words after the one before it may stand, at least 1
     * @param eitherSide whether it may as well stand so many words before
     * @param term the id of its term
     */
    record Step(int within, boolean eitherSide, int term) {}
}
