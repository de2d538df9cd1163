/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.vader.Word.Role;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    private static String[] words(String text) {
        Tokens tokens = Reading.tokens(text);
        return IntStream.range(0, tokens.size())
                .mapToObj(i -> tokens.word(i).text())
                .toArray(String[]::new);
    }

    @Test
    void words_are_what_stands_between_white_space() {
        assertThat(words(" good\tbad\u00A0 great\u2007sad\n")).containsExactly("good", "bad", "great", "sad");
    }

    @Test
    void characters_without_width_do_not_separate() {
        assertThat(words("good\u200Bbad\uFEFFsad\u2060great")).containsExactly("");
    }

    @Test
    void punctuation_is_taken_off_both_ends() {
        assertThat(words("(good), \"bad\"... _great_ #sad @love"))
                .containsExactly("good", "bad", "great", "sad", "love");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok!", "(ok)", "no!", "so?", "“good”", "good…", "good/bad", "not-good", "isn’t", "a"})
    void these_are_unknown(String token) {
        assertThat(words(token)).containsExactly("");
    }

    @Test
    void emoticons_keep_their_punctuation() {
        assertThat(words(":) :( lol! :p")).containsExactly(":)", ":(", "lol", ":p");
    }

    @Test
    void a_token_of_nothing_but_punctuation_is_a_word() {
        assertThat(words("... !")).containsExactly("", "");
    }

    @Test
    void two_letters_beyond_the_bmp_are_two_characters() {
        assertThat(words("!𝐀𝐁n't")).containsExactly("");
        assertThat(Reading.tokens("!𝐀𝐁").size()).isEqualTo(1);
    }

    @Test
    void capitals_are_noticed_without_the_punctuation_around_them() {
        Tokens tokens = Reading.tokens("this is \"GOOD\"!!");
        assertThat(tokens.isShouted(2)).isTrue();
        assertThat(tokens.isShouted(1)).isFalse();
    }

    @Test
    void a_text_of_many_short_tokens_is_read_to_its_end() {
        Tokens tokens = Reading.tokens("x ".repeat(1000) + "but");
        assertThat(tokens.size()).isEqualTo(1001);
        assertThat(tokens.indexOf(Role.BUT)).isEqualTo(1000);
    }
}
