package io.aegis.heuristic;

import java.util.Set;

/**
 * What one place of a pattern accepts.
 *
 * @param words whole words
 * @param prefixes beginnings of words
 */
record Term(Set<String> words, Set<String> prefixes) {

    Term {
        words = Set.copyOf(words);
        prefixes = Set.copyOf(prefixes);
    }

    /** How much this term accepts: the smaller, the rarer it is met. */
    int breadth() {
        return words.size() + prefixes.size();
    }
}
