/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import io.aegis.vader.Word.Role;

/** Rates each word of a text by the lexicon and by the words around it. */
final class Valence {

    /** What capitals add among words without, found empirically by VADER's authors. */
    static final double SHOUTING = 0.733;

    /** How far back modifiers reach. */
    private static final int REACH = 3;

    /** What is left of a boost, by distance. */
    private static final double[] FADING = {0, 1, 0.95, 0.9};

    private Valence() {}

    /** The valence of each word; 0 is neutral. */
    static double[] of(Tokens tokens) {
        double[] valences = new double[tokens.size()];
        for (int i = 0; i < valences.length; i++) {
            if (tokens.word(i).inLexicon() && !isKindOf(tokens, i)) {
                valences[i] = inContext(tokens, i);
            }
        }
        return valences;
    }

    /** In "kind of", "kind" is not the friendly word. */
    private static boolean isKindOf(Tokens tokens, int i) {
        return tokens.word(i).is(Role.KIND) && tokens.word(i + 1).is(Role.OF);
    }

    /** The order of these steps is part of the result: each one looks at the sign that the last one left. */
    private static double inContext(Tokens tokens, int i) {
        double valence = afterNo(tokens, i);
        valence += shouting(tokens, i, valence);
        for (int distance = 1; distance <= Math.min(REACH, i); distance++) {
            if (!tokens.word(i - distance).inLexicon()) {
                valence += boost(tokens, i, distance, valence);
                valence = Negation.apply(tokens, i, distance, valence);
                if (distance == REACH) {
                    valence = Phrases.apply(tokens, i, valence);
                }
            }
        }
        return isLeast(tokens, i) ? valence * Negation.FACTOR : valence;
    }

    /** "no" turns the words after it; before a word of the lexicon it does nothing else. */
    private static double afterNo(Tokens tokens, int i) {
        Word word = tokens.word(i);
        Word previous = tokens.word(i - 1);
        boolean turned = previous.is(Role.NO)
                || tokens.word(i - 2).is(Role.NO)
                || (tokens.word(i - 3).is(Role.NO) && previous.is(Role.OR, Role.NOR));
        if (turned) {
            return word.valence() * Negation.FACTOR;
        }
        return word.is(Role.NO) && tokens.word(i + 1).inLexicon() ? 0 : word.valence();
    }

    /** What capitals of the word at {@code i} add in the direction of a valence; 0 counts as negative. */
    private static double shouting(Tokens tokens, int i, double valence) {
        if (!tokens.isShouted(i)) {
            return 0;
        }
        return valence > 0 ? SHOUTING : -SHOUTING;
    }

    /** What the word before adds in the direction of the valence, the less the farther away it is. */
    private static double boost(Tokens tokens, int i, int distance, double valence) {
        double boost = tokens.word(i - distance).boost();
        if (boost == 0) {
            return 0;
        }
        double directed = valence < 0 ? -boost : boost;
        return (directed + shouting(tokens, i - distance, valence)) * FADING[distance];
    }

    /** "least good" is bad, but "at least good" is not. */
    private static boolean isLeast(Tokens tokens, int i) {
        return tokens.word(i - 1).is(Role.LEAST) && !tokens.word(i - 2).is(Role.AT, Role.VERY);
    }
}
