/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ControlCharactersTest {

    @Test
    void tabs_and_line_ends_stay_and_the_others_go() {
        assertThat(ControlCharacters.without("a\u0000b\u0001\tc\r\n\u007fd\fe\u0085é"))
                .isEqualTo("ab\tc\r\nd e\u0085é");
        assertThat(ControlCharacters.without("\u0000\u0008")).isEmpty();
    }

    @Test
    void a_text_without_them_is_itself() {
        String text = "as it is\n";
        assertThat(ControlCharacters.without(text)).isSameAs(text);
    }

    @Property
    void twice_is_once_and_the_sanitised_text_is_the_same(@ForAll String text) {
        String once = ControlCharacters.without(text);
        assertThat(ControlCharacters.without(once)).isEqualTo(once);
        assertThat(Characters.clean(once)).isEqualTo(Characters.clean(text));
    }
}
