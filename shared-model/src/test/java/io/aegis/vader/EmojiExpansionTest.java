/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EmojiExpansionTest {

    private final EmojiExpansion expansion =
            new EmojiExpansion(Map.of(0x1F600, "grinning face", 0x2764, "red heart", 0xA9, "copyright"));

    @Test
    void a_text_without_emojis_stays_the_same_string() {
        String text = "plain \u00A8 text";
        assertThat(expansion.expand(text)).isSameAs(text);
    }

    @Test
    void letters_beyond_ascii_are_kept() {
        assertThat(expansion.expand("schön 𝐀 é")).isEqualTo("schön 𝐀 é");
    }

    @Test
    void a_description_is_set_apart_from_what_comes_before_but_not_from_what_comes_after() {
        assertThat(expansion.expand("great😀work")).isEqualTo("great grinning facework");
    }

    @Test
    void no_space_is_added_at_the_start_or_after_a_space() {
        assertThat(expansion.expand("😀")).isEqualTo("grinning face");
        assertThat(expansion.expand("a 😀")).isEqualTo("a grinning face");
        assertThat(expansion.expand(" 😀")).isEqualTo(" grinning face");
    }

    @Test
    void only_the_plain_space_counts_as_one() {
        assertThat(expansion.expand("a\t😀")).isEqualTo("a\t grinning face");
        assertThat(expansion.expand("a\u00A0😀")).isEqualTo("a\u00A0 grinning face");
    }

    @Test
    void neighbouring_emojis_are_set_apart() {
        assertThat(expansion.expand("😀😀 😀")).isEqualTo("grinning face grinning face grinning face");
    }

    @Test
    void a_variation_selector_sticks_to_the_description() {
        assertThat(expansion.expand("❤\uFE0F")).isEqualTo("red heart\uFE0F");
    }

    @Test
    void the_first_emoji_of_unicode_is_found() {
        assertThat(expansion.expand("a\u00A9")).isEqualTo("a copyright");
    }

    @Test
    void half_a_surrogate_pair_is_kept() {
        assertThat(expansion.expand("a\uD83D b\u2764")).isEqualTo("a\uD83D b red heart");
    }
}
