/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    private static final double BEFORE = 7;

    private static double at(int i, String text) {
        return Phrases.apply(Reading.tokens(text), i, BEFORE);
    }

    @Test
    void words_that_make_no_phrase_change_nothing() {
        assertThat(at(3, "x y z good x y")).isEqualTo(BEFORE);
    }

    @ParameterizedTest
    @CsvSource({
        "x y the shit, 3",
        "x y the bomb, 3",
        "x y bad ass, 1.5",
        "x y bus stop, 0",
        "x y yeah right, -2",
        "x kiss of death, -1.5",
        "x to die for, 3",
        "x y beating heart, 3.1",
        "x y broken heart, -2.9"
    })
    void an_idiom_that_ends_with_the_word_replaces_its_valence(String text, double valence) {
        assertThat(at(3, text)).isEqualTo(valence);
    }

    @ParameterizedTest
    @CsvSource({"x bus stop good, 0", "bus stop x good, 0", "kiss of death good, -1.5", "to die for good, 3"})
    void an_idiom_before_the_word_replaces_its_valence_too(String text, double valence) {
        assertThat(at(3, text)).isEqualTo(valence);
    }

    @Test
    void an_idiom_of_three_words_must_begin_at_most_three_words_before() {
        assertThat(at(4, "to die for x good")).isEqualTo(BEFORE);
        assertThat(at(4, "bus stop x y good")).isEqualTo(BEFORE);
    }

    @Test
    void the_idiom_that_ends_latest_wins() {
        assertThat(at(3, "bus stop bad ass")).isEqualTo(1.5);
        assertThat(at(3, "x bus stop heart")).isEqualTo(0);
        assertThat(at(4, "x bus stop bad ass")).isEqualTo(1.5);
    }

    @Test
    void an_idiom_that_begins_with_the_word_overrides_one_before() {
        assertThat(at(3, "x bus stop bad ass")).isEqualTo(1.5);
        assertThat(at(3, "x y z kiss of death")).isEqualTo(-1.5);
        assertThat(at(3, "x bus stop kiss of death")).isEqualTo(-1.5);
    }

    @Test
    void an_idiom_of_three_words_around_the_word_is_not_seen() {
        assertThat(at(3, "x y to die for")).isEqualTo(BEFORE);
    }

    @ParameterizedTest
    @CsvSource({"x kind of bad", "x sort of bad", "x just enough bad", "sort of x bad", "just enough x bad"})
    void a_weakening_phrase_before_the_word_is_taken_off(String text) {
        assertThat(at(3, text)).isEqualTo(BEFORE - 0.293);
    }

    @Test
    void a_weakening_phrase_that_includes_the_word_is_not() {
        assertThat(at(3, "x y z kind of good")).isEqualTo(BEFORE);
        assertThat(at(3, "x y kind of good")).isEqualTo(BEFORE);
    }

    @Test
    void a_weakening_phrase_farther_away_has_no_effect() {
        assertThat(at(4, "kind of kind of good")).isEqualTo(BEFORE - 0.293);
    }

    @Test
    void the_sign_does_not_matter_to_a_weakening_phrase() {
        assertThat(Phrases.apply(Reading.tokens("x kind of bad"), 3, -2.5)).isEqualTo(-2.5 - 0.293, within(1e-12));
    }

    @Test
    void a_weakened_idiom_is_both() {
        assertThat(at(3, "x sort of kiss of death")).isEqualTo(-1.5 - 0.293, within(1e-12));
    }

    @Test
    void phrases_know_their_words_and_their_last_ones() {
        assertThat(Phrases.words()).contains("the", "shit", "to", "die", "for", "just", "enough", "of");
        assertThat(Phrases.lastWords())
                .containsExactly(
                        "shit", "bomb", "ass", "stop", "right", "death", "for", "heart", "heart", "enough", "of", "of");
    }
}
