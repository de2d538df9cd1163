/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

/**
 * What the rules need to know about a word. All unknown words are alike, but for the one question whether they negate.
 *
 * @param text the word in lower case, empty for unknown words
 * @param valence the lexicon's rating, 0 if the lexicon does not have the word
 * @param boost what it adds to the valence of a positive word that follows, negative if it dampens, 0 if neither
 * @param negates whether it turns the words that follow
 * @param role the part it plays in a rule of its own
 * @param endsPhrase whether a phrase of {@link Phrases} ends with it
 */
record Word(String text, double valence, double boost, boolean negates, Role role, boolean endsPhrase) {

    /** Words that some rule asks for by name. */
    enum Role {
        NONE,
        NO,
        OR,
        NOR,
        NEVER,
        SO,
        THIS,
        WITHOUT,
        DOUBT,
        LEAST,
        AT,
        VERY,
        KIND,
        OF,
        BUT
    }

    /** A word that no rule knows; also what stands before the first word and after the last. */
    static final Word UNKNOWN = new Word("", 0, 0, false, Role.NONE, false);

    /** A word that no rule knows except that it contains {@code n't}. */
    static final Word UNKNOWN_NEGATION = new Word("", 0, 0, true, Role.NONE, false);

    /** Whether the lexicon rates the word; such a word neither boosts nor negates others. */
    boolean inLexicon() {
        return valence != 0;
    }

    /** Whether the word plays a part. */
    boolean is(Role part) {
        return role == part;
    }

    /** Whether the word plays either part. */
    boolean is(Role part, Role orPart) {
        return role == part || role == orPart;
    }
}
