/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.util.Set;

/**
 * Finds a German article, a noun and a verb in words that English has too and would not put so: <i>Die Suppe war kalt</i>. Not
 * thread-safe: one for each text.
 */
final class GermanFrame {

    private static final int NEVER = -1;
    private static final String ARTICLE = "die";
    private static final Set<String> VERBS = Set.of("war", "hat", "will", "mag");

    /** How many words ago the article stood; what stands between is no usual English word. */
    private int sinceArticle = NEVER;

    /**
     * Whether a word, lower case, ends one.
     *
     * @param usual whether it is a usual English word
     */
    boolean ends(String word, boolean usual) {
        if (sinceArticle == 1 && VERBS.contains(word)) {
            sinceArticle = NEVER;
            return true;
        }
        if (word.equals(ARTICLE)) {
            sinceArticle = 0;
        } else {
            sinceArticle = sinceArticle == 0 && !usual ? 1 : NEVER;
        }
        return false;
    }
}
