/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.vader.Word.Role;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final Word BUT = new Word("but", 0, 0, false, Role.BUT, false);

    @Test
    void outside_the_text_all_words_are_unknown() {
        Tokens tokens = new Tokens(4);
        tokens.add(BUT, false);
        assertThat(tokens.word(-1)).isSameAs(Word.UNKNOWN);
        assertThat(tokens.word(0)).isSameAs(BUT);
        assertThat(tokens.word(1)).isSameAs(Word.UNKNOWN);
    }

    @Test
    void they_grow_beyond_the_expected_size() {
        Tokens tokens = new Tokens(0);
        tokens.add(Word.UNKNOWN, true);
        tokens.add(BUT, false);
        tokens.add(Word.UNKNOWN, true);
        assertThat(tokens.size()).isEqualTo(3);
        assertThat(tokens.word(1)).isSameAs(BUT);
        assertThat(tokens.isShouted(2)).isTrue();
        assertThat(tokens.isShouted(1)).isFalse();
    }

    @Test
    void nothing_is_shouted_where_everything_is() {
        Tokens tokens = new Tokens(2);
        tokens.add(BUT, true);
        tokens.add(BUT, true);
        assertThat(tokens.isShouted(0)).isFalse();
        tokens.add(BUT, false);
        assertThat(tokens.isShouted(0)).isTrue();
    }

    @Test
    void the_first_of_several_is_found() {
        Tokens tokens = new Tokens(3);
        assertThat(tokens.indexOf(Role.BUT)).isEqualTo(-1);
        tokens.add(Word.UNKNOWN, false);
        tokens.add(BUT, false);
        tokens.add(BUT, false);
        assertThat(tokens.indexOf(Role.BUT)).isEqualTo(1);
        assertThat(tokens.indexOf(Role.NO)).isEqualTo(-1);
    }
}
