/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegationTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                // text, distance of the word looked at from the last word, factor on its valence
                "x y z good, 1, 1",
                "x y not good, 1, -0.74",
                "x not y good, 2, -0.74",
                "not x y good, 3, -0.74",
                "x y not good, 2, 1",
                "x not y good, 3, 1",
                "x y can't good, 1, -0.74",
                "never so good, 2, 1.25",
                "never this good, 2, 1.25",
                "never very good, 2, -0.74",
                "not so good, 2, -0.74",
                "never so good, 1, 1",
                "never so x good, 3, 1.25",
                "never this x good, 3, 1.25",
                "x y so good, 3, 1.25",
                "x y this good, 3, 1.25",
                "not y so good, 3, 1.25",
                "never x y good, 3, -0.74",
                "not so x good, 3, -0.74",
                "without doubt good, 2, 1",
                "without x good, 2, -0.74",
                "not doubt good, 2, -0.74",
                "without doubt x good, 3, 1",
                "without x doubt good, 3, 1",
                "without x y good, 3, -0.74",
                "x y without good, 1, -0.74"
            })
    void one_look_at_a_word_before(String text, int distance, double factor) {
        Tokens tokens = Reading.tokens(text);
        assertThat(Negation.apply(tokens, tokens.size() - 1, distance, 2)).isEqualTo(2 * factor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n't", "isn't", "N'T", "N't", "an'to"})
    void these_contain_it(String text) {
        assertThat(Negation.containsNt(text, 0, text.length())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'", "n'", "'t", "nt", "isn’t", "o'clock", "n'x", "x't", "t'n"})
    void these_do_not(String text) {
        assertThat(Negation.containsNt(text, 0, text.length())).isFalse();
    }

    @Test
    void what_is_outside_the_slice_does_not_count() {
        assertThat(Negation.containsNt("xn'tx", 1, 4)).isTrue();
        assertThat(Negation.containsNt("xn'tx", 2, 5)).isFalse();
        assertThat(Negation.containsNt("xn'tx", 0, 3)).isFalse();
    }

    @Test
    void with_the_contractions_that_have_an_apostrophe_there_are_59_negators() {
        // Of the reference's list, these are found by their n't.
        int contractions = 22;
        assertThat(Negation.negators()).hasSize(59 - contractions).noneMatch(word -> word.contains("'"));
    }

    @Test
    void negations_at_several_distances_multiply() {
        assertThat(Reading.lastValence("not not good")).isEqualTo(1.9 * -0.74 * -0.74, within(1e-12));
    }
}
