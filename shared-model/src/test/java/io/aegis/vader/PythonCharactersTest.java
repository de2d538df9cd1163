/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonCharactersTest {

    @Test
    void white_space_is_that_of_str_split() {
        String spaces = "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u0085\u00A0\u1680"
                + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";
        assertThat(spaces).hasSize(29);
        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE)
                        .filter(c -> PythonCharacters.isSpace((char) c))
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .isEqualTo(spaces);
    }

    @Test
    void punctuation_is_that_of_ascii() {
        assertThat(IntStream.rangeClosed(0, Character.MAX_VALUE)
                        .filter(c -> PythonCharacters.isPunctuation((char) c))
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .isEqualTo("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOOD", "A1", "I", "ÄRGER", "Ⅷ", "-X-", "Ⓐ", "𝐀", "O'NEIL"})
    void upper_case_is_an_upper_case_letter_and_none_of_another_case(String text) {
        assertThat(PythonCharacters.isUpper(text, 0, text.length())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123", ":)", "Good", "gOOD", "GOODß", "ǅ", "AǅA", "ⅷ", "Aª", "中", "A𝐚"})
    void no_case_or_a_mixed_one_is_not_upper_case(String text) {
        assertThat(PythonCharacters.isUpper(text, 0, text.length())).isFalse();
    }

    @Test
    void the_case_outside_the_slice_does_not_count() {
        assertThat(PythonCharacters.isUpper("aBc", 1, 2)).isTrue();
        assertThat(PythonCharacters.isUpper("A1B", 1, 2)).isFalse();
    }

    @Test
    void characters_are_counted_not_code_units() {
        assertThat(PythonCharacters.hasAtMost(2, "😀😀", 0, 4)).isTrue();
        assertThat(PythonCharacters.hasAtMost(2, "😀ab", 0, 4)).isFalse();
        assertThat(PythonCharacters.hasAtMost(2, "😀😀a", 0, 5)).isFalse();
        assertThat(PythonCharacters.hasAtMost(2, "abc", 0, 3)).isFalse();
        assertThat(PythonCharacters.hasAtMost(2, "abc", 1, 3)).isTrue();
        assertThat(PythonCharacters.hasAtMost(2, "", 0, 0)).isTrue();
    }
}
