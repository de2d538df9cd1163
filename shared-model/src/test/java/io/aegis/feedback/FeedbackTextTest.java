/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackTextTest {

    private static String clean(String raw) {
        return FeedbackText.of(raw).value();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", nullValues = "none", quoteCharacter = '`', textBlock = """
            <p>one</p><p>two</p>                         => one two
            one<br>two<br/>three                         => one two three
            w<b>o</b><i>r</i>d                           => word
            <ul><li>one<li>two</ul>                      => one two
            <table><tr><td>one</td><td>two</td></table>  => one two
            <select><option>one<option>two</select>      => one two
            see<img src=x onerror=alert(1)>here          => see here
            one<!-- two -->three                         => onethree
            x<y>zzz                                      => xzzz
            """)
    void tags_go_and_their_text_stays(String raw, String expected) {
        assertThat(clean(raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good<script>alert(1)</script>bye",
                "good<SCRIPT src=x>alert(1)</SCRIPT >bye",
                "good<style>p { color: red }</style>bye",
                "good<iframe>x</iframe>bye",
                "good<template><p>x</p></template>bye",
                "<title>x</title>good bye",
                "good<svg><script>alert(1)</script></svg>bye",
                "good<scr\u200bipt>alert(1)</script>bye",
                "good<\u200bscript>alert(1)</script>bye"
            })
    void what_no_reader_sees_goes_with_its_content(String raw) {
        assertThat(clean(raw)).isEqualTo("good bye");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b",
                "I <3 you",
                "a<b",
                "1 < 2 > 0",
                "it cost <half of that",
                "R&D at AT&T",
                "5 > 4",
                "a << b",
                "<- here",
                "fish & chips"
            })
    void what_is_no_tag_stays(String raw) {
        assertThat(clean(raw)).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"good <img src=x onerror=alert(1)", "good <a href='x", "good <!-- bye", "good </b"})
    void markup_that_was_cut_off_goes(String raw) {
        assertThat(clean(raw)).isEqualTo("good");
    }

    @Test
    void entities_are_decoded_once() {
        assertThat(clean("&lt;script&gt;alert(1)&lt;/script&gt;")).isEqualTo("<script>alert(1)</script>");
        assertThat(clean("&amp;lt;b&amp;gt;")).isEqualTo("&lt;b&gt;");
        assertThat(clean("caf&eacute; &#x41;&#66;&nbsp;C")).isEqualTo("café AB C");
    }

    @Test
    void characters_that_entities_bring_are_sanitised_too() {
        assertThat(clean("a&#8203;b&#x202e;c&#0;d e&#x301;"))
                .doesNotContain("\u200b", "\u202e", "\u0000")
                .endsWith("é");
    }

    @Test
    void a_sanitised_text_is_taken_back_as_it_is() {
        FeedbackText text = FeedbackText.of("&lt;b&gt; is a tag");
        assertThat(FeedbackText.ofSanitised(text.value())).isEqualTo(text);
    }

    @Test
    void invisible_characters_go() {
        String invisible =
                "\u0000\u0007\u007f\u009f\u200b\u200c\u200d\u200e\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad\u061c"
                        + "\u3164\ud800\udc00\ud83d";
        assertThat(clean("re" + invisible + "fund")).isEqualTo("re\ud800\udc00fund");
        assertThat(clean("a\udc00b\ud800c")).isEqualTo("abc");
    }

    @Test
    void joined_emoji_fall_into_their_parts_and_variation_selectors_stay() {
        assertThat(clean("so \ud83d\udc68\u200d\ud83d\udc69 \u2764\ufe0f"))
                .isEqualTo("so \ud83d\udc68\ud83d\udc69 \u2764\ufe0f");
    }

    @Test
    void white_space_of_all_kinds_folds_to_one_space() {
        assertThat(clean("\u3000 a\t\r\n\u000b\f\u0085b\u00a0\u2003\u2028\u2029c \u1680"))
                .isEqualTo("a b c");
    }

    @Test
    void text_is_composed() {
        assertThat(clean("cafe\u0301 \u212b")).isEqualTo("café \u00c5");
    }

    @Test
    void lengths_are_counted_in_code_points_after_sanitising() {
        assertThat(clean("😀😀😀")).hasSize(6);
        assertThat(clean("  a b  ")).isEqualTo("a b");
        assertThat(clean("😀".repeat(5000))).hasSize(10_000);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'  ', 0", "ab, 2", "<p>ab</p>, 2", "<script>alert(1)</script>, 0"})
    void a_text_that_leaves_too_little_is_refused(String raw, int length) {
        assertThatThrownBy(() -> FeedbackText.of(raw)).isInstanceOfSatisfying(FeedbackTextException.class, e -> {
            assertThat(e.kind()).isEqualTo(FeedbackTextException.Kind.TOO_SHORT);
            assertThat(e.length()).isEqualTo(length);
            assertThat(e).hasMessageContaining("3 to 5000").hasMessageContaining("has " + length);
        });
    }

    @Test
    void a_text_of_more_than_5000_code_points_is_refused() {
        assertThat(clean("x".repeat(5000))).hasSize(5000);
        assertThatThrownBy(() -> FeedbackText.of("😀".repeat(5001)))
                .isInstanceOfSatisfying(FeedbackTextException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FeedbackTextException.Kind.TOO_LONG);
                    assertThat(e.length()).isEqualTo(5001);
                });
    }

    @Test
    void a_raw_text_beyond_64_ki_is_refused_unread() {
        String most = "<b>".repeat(21_844) + "abcd";
        assertThat(most).hasSize(FeedbackText.MAX_RAW_LENGTH);
        assertThat(clean(most)).isEqualTo("abcd");
        assertThatThrownBy(() -> FeedbackText.of(most + "e"))
                .isInstanceOfSatisfying(
                        FeedbackTextException.class, e -> assertThat(e.length()).isEqualTo(65_537));
        assertThatThrownBy(() -> FeedbackText.ofSanitised(" ".repeat(70_000)))
                .isInstanceOf(FeedbackTextException.class);
    }

    @Test
    void equal_texts_are_equal_and_none_shows_itself() {
        FeedbackText text = FeedbackText.of("secret");
        assertThat(text).isEqualTo(FeedbackText.of(" secret ")).hasSameHashCodeAs(FeedbackText.of("secret"));
        assertThat(text).isNotEqualTo(FeedbackText.of("secrets")).isNotEqualTo("secret");
        assertThat(text.toString()).doesNotContain("secret").contains("6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<b>",
                "<a>",
                "<div>",
                "<table>",
                "<table><td>",
                "<table>x",
                "<b></p>",
                "<i><p>",
                "<svg>",
                "<!--",
                "&",
                "&#",
                "<x a=",
                "<a b='",
                "</",
                "<?",
                "<template>",
                "<b id=1><i id=2>",
                "</p>",
                "<nobr>",
                "<li>",
                "<select>"
            })
    void hostile_markup_of_64_kib_ends_in_a_text_or_a_refusal(String piece) {
        String raw = piece.repeat(FeedbackText.MAX_RAW_LENGTH / piece.length());
        assertThat(raw.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(65_000);
        assertThatThrownBy(() -> FeedbackText.of(raw)).isInstanceOf(FeedbackTextException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"很好", "감사", "はい", "👍", "❤️", "a👎"})
    void two_syllables_or_one_emoji_are_text_enough(String text) {
        assertThat(clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"好", "好a", "12", "#*", "™"})
    void less_is_too_little(String text) {
        assertThatThrownBy(() -> FeedbackText.of(text)).isInstanceOf(FeedbackTextException.class);
    }
}
