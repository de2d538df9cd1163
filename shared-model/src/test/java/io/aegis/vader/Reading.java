/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

/** Reads texts with the lexicon of the product, for tests of single rules. */
final class Reading {

    private static final Tokenizer TOKENIZER = new Tokenizer(Vocabulary.of(Lexicon.load()));

    private Reading() {}

    static Tokens tokens(String text) {
        return TOKENIZER.tokenize(text);
    }

    static double[] valences(String text) {
        return Valence.of(tokens(text));
    }

    static double lastValence(String text) {
        double[] valences = valences(text);
        return valences[valences.length - 1];
    }
}
