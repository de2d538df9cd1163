/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishWordsTest {

    private static final EnglishWords WORDS = EnglishWords.load();

    @ParameterizedTest
    @ValueSource(strings = {"kettle", "colour", "color", "responsibilities", "sooo", "gooood", "reallyyy"})
    void has_the_words_of_a_small_dictionary_also_drawn_out(String word) {
        assertThat(WORDS.has(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lieferung", "zzz", "ß", "", "café", "Kettle"})
    void has_no_others(String word) {
        assertThat(WORDS.has(word)).isFalse();
    }

    @Test
    void remarks_and_empty_lines_are_no_words() {
        EnglishWords words = EnglishWords.read("# one\n\ntwo three\n");

        assertThat(words.has("one")).isFalse();
        assertThat(words.has("three")).isTrue();
    }
}
