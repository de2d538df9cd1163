/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.vader.Word.Role;
import org.junit.jupiter.api.Test;

class WordTest {

    private final Word so = new Word("so", 0, 0.293, false, Role.SO, false);

    @Test
    void it_plays_one_part() {
        assertThat(so.is(Role.SO)).isTrue();
        assertThat(so.is(Role.THIS)).isFalse();
    }

    @Test
    void it_can_be_asked_for_two_parts_at_once() {
        assertThat(so.is(Role.SO, Role.THIS)).isTrue();
        assertThat(so.is(Role.THIS, Role.SO)).isTrue();
        assertThat(so.is(Role.AT, Role.VERY)).isFalse();
    }
}
