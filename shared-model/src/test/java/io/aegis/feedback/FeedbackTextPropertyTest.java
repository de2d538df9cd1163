/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FeedbackTextPropertyTest {

    /** Any UTF-16, unpaired surrogates included, with much of what matters to a sanitiser. */
    @Provide
    Arbitrary<String> wild() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMaxLength(20),
                        Arbitraries.chars().range('\ud800', '\udfff').map(String::valueOf),
                        Arbitraries.chars().range('\u0000', '\u00ff').map(String::valueOf),
                        Arbitraries.chars().range('\u0300', '\u036f').map(String::valueOf),
                        Arbitraries.chars().range('\u2000', '\u206f').map(String::valueOf),
                        Arbitraries.of(
                                "<",
                                ">",
                                "</",
                                "<b>",
                                "</b>",
                                "<p>",
                                "<br>",
                                "<script>",
                                "</script>",
                                "<!--",
                                "-->",
                                "<td>",
                                "&",
                                "&lt;",
                                "&gt;",
                                "&amp;",
                                "&#8203;",
                                "&#x1F600;",
                                "&#xD800;",
                                "=",
                                "'",
                                "\"",
                                " ",
                                "a",
                                "\u1112\u1161\u11ab",
                                "\ufeff",
                                "<![CDATA[",
                                "]]>",
                                "<svg>",
                                "<table>",
                                "\ud83d\ude00"))
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> wildWithoutMarkup() {
        return wild().map(text -> text.replace('<', ' ').replace('&', ' '));
    }

    private static String padded(String text) {
        return "abc " + text;
    }

    @Property
    void a_sanitised_text_is_composed_trimmed_and_visible(@ForAll("wild") String raw) {
        String clean = FeedbackText.of(padded(raw)).value();
        assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC)).isTrue();
        assertThat(clean).isEqualTo(clean.strip()).doesNotContain("  ");
        assertThat(clean.codePoints()).allSatisfy(c -> {
            assertThat(List.of((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.SURROGATE))
                    .doesNotContain(Character.getType(c));
            assertThat(c == ' ' || !(Character.isWhitespace(c) || Character.isSpaceChar(c)))
                    .isTrue();
        });
    }

    @Property
    void sanitising_again_changes_nothing_where_there_is_no_markup(@ForAll("wildWithoutMarkup") String raw) {
        FeedbackText once = FeedbackText.of(padded(raw));
        assertThat(FeedbackText.of(once.value())).isEqualTo(once);
    }

    @Property
    void a_sanitised_text_is_taken_back_whatever_it_holds(@ForAll("wild") String raw) {
        FeedbackText once = FeedbackText.of(padded(raw));
        assertThat(FeedbackText.ofSanitised(once.value())).isEqualTo(once);
    }

    @Property
    void text_without_markup_reads_the_same_with_and_without_the_parser(@ForAll("wildWithoutMarkup") String raw) {
        assertThat(FeedbackText.of(padded(raw) + " &gt;").value())
                .isEqualTo(FeedbackText.of(padded(raw) + " >").value());
    }
}
