/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.vader.VaderScores;

/** Scores the mood of a text; VADER in the product. Thread-safe, never fails. */
@FunctionalInterface
public interface SentimentScorer {

    /** The four numbers of one text, which is read as it is: capitals and punctuation count. */
    VaderScores score(String text);
}
