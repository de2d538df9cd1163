/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import java.util.Map;

/**
 * Scores the sentiment of English texts as vaderSentiment 3.3.2 does. Immutable and thread-safe; one instance serves the
 * whole application. Takes microseconds per short text, and time linear in the length of any text.
 */
public final class Vader {

    private final EmojiExpansion emojis;
    private final Tokenizer tokenizer;

    private Vader(Lexicon lexicon) {
        this.emojis = new EmojiExpansion(lexicon.emojis());
        this.tokenizer = new Tokenizer(Vocabulary.of(lexicon));
    }

    /**
     * A scorer with the lexicon that comes with it. Takes milliseconds: load once.
     *
     * @throws java.io.UncheckedIOException if the lexicon cannot be read
     */
    public static Vader load() {
        return new Vader(Lexicon.load());
    }

    /** What people were found to feel about each word of the lexicon, -4 (most negative) to 4, never 0. Reads it. */
    public static Map<String, Double> valences() {
        return Lexicon.load().words();
    }

    /** The scores of a text, all of them 0 if it holds no word. The text must not be cleaned or lower-cased before. */
    public VaderScores score(String text) {
        String expanded = emojis.expand(text);
        Tokens tokens = tokenizer.tokenize(expanded);
        double[] valences = Valence.of(tokens);
        Contrast.apply(tokens, valences);
        return ValenceSum.of(valences, Emphasis.of(expanded));
    }
}
