/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.Set;

/**
 * What one place of a pattern accepts.
 *
 * @param words whole words
 * @param prefixes beginnings of words
 * @param suffixes ends of words
 */
record Term(Set<String> words, Set<String> prefixes, Set<String> suffixes) {

    /** Accepts nothing. */
    static final Term NOTHING = new Term(Set.of(), Set.of(), Set.of());

    Term {
        words = Set.copyOf(words);
        prefixes = Set.copyOf(prefixes);
        suffixes = Set.copyOf(suffixes);
    }

    /** Whether this term accepts whatever another one does. */
    boolean covers(Term other) {
        return other.words().stream().allMatch(this::accepts)
                && other.prefixes().stream().allMatch(word -> prefixes.stream().anyMatch(word::startsWith))
                && other.suffixes().stream().allMatch(word -> suffixes.stream().anyMatch(word::endsWith));
    }

    private boolean accepts(String word) {
        return words.contains(word)
                || prefixes.stream().anyMatch(word::startsWith)
                || suffixes.stream().anyMatch(word::endsWith);
    }

    /** How much this term accepts: the smaller, the rarer it is met. */
    int breadth() {
        return words.size() + prefixes.size() + suffixes.size();
    }
}
