/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Groups of words that mean something else than their words do. */
final class Phrases {

    /**
     * Words one space apart.
     *
     * @param words two or three of them, in lower case
     * @param value for an idiom the valence, for a degree the step
     */
    private record Phrase(List<String> words, double value) {

        static Phrase of(double value, String... words) {
            return new Phrase(List.of(words), value);
        }

        boolean endsAt(Tokens tokens, int end) {
            int start = end - words.size() + 1;
            for (int i = 0; i < words.size(); i++) {
                if (!tokens.word(start + i).text().equals(words.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The reference lists "badass" too, but no group of words can be a single one. */
    private static final List<Phrase> IDIOMS = List.of(
            Phrase.of(3, "the", "shit"),
            Phrase.of(3, "the", "bomb"),
            Phrase.of(1.5, "bad", "ass"),
            Phrase.of(0, "bus", "stop"),
            Phrase.of(-2, "yeah", "right"),
            Phrase.of(-1.5, "kiss", "of", "death"),
            Phrase.of(3, "to", "die", "for"),
            Phrase.of(3.1, "beating", "heart"),
            Phrase.of(-2.9, "broken", "heart"));

    private static final List<Phrase> DEGREES = List.of(
            Phrase.of(-DegreeWords.STEP, "just", "enough"),
            Phrase.of(-DegreeWords.STEP, "kind", "of"),
            Phrase.of(-DegreeWords.STEP, "sort", "of"));

    private Phrases() {}

    /** The words that phrases are made of. */
    static Stream<String> words() {
        return Stream.concat(IDIOMS.stream(), DEGREES.stream()).flatMap(phrase -> phrase.words().stream());
    }

    /** The words that phrases end with. */
    static Stream<String> lastWords() {
        return Stream.concat(IDIOMS.stream(), DEGREES.stream())
                .map(phrase -> phrase.words().getLast());
    }

    /**
     * The valence of the word at {@code i}, at least 3, after a look at the phrases around it. An idiom replaces what the
     * valence was so far, even if it does not include the word but ended just before it: "a bus stop mess" counts "mess"
     * as 0. A degree is taken off whatever the sign, so "it was kind of bad" gets worse.
     */
    static double apply(Tokens tokens, int i, double valence) {
        double result = idiomUpTo(tokens, i).orElse(valence);
        result = idiom(tokens, i + 1, 2).orElse(result);
        result = idiom(tokens, i + 2, 3).orElse(result);
        return result + degree(tokens, i - 2) + degree(tokens, i - 1);
    }

    /** The first idiom among the groups that end with the word or up to two words before it. */
    private static OptionalDouble idiomUpTo(Tokens tokens, int i) {
        for (int end = i; end >= i - 2; end--) {
            for (int length = 2; length <= 3 && end - length >= i - 4; length++) {
                OptionalDouble idiom = idiom(tokens, end, length);
                if (idiom.isPresent()) {
                    return idiom;
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static OptionalDouble idiom(Tokens tokens, int end, int length) {
        if (tokens.word(end).endsPhrase()) {
            for (Phrase phrase : IDIOMS) {
                if (phrase.words().size() == length && phrase.endsAt(tokens, end)) {
                    return OptionalDouble.of(phrase.value());
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static double degree(Tokens tokens, int end) {
        if (tokens.word(end).endsPhrase()) {
            for (Phrase phrase : DEGREES) {
                if (phrase.endsAt(tokens, end)) {
                    return phrase.value();
                }
            }
        }
        return 0;
    }
}
