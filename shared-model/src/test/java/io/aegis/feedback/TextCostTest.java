/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sanitising a text costs in proportion to its length, whatever is in it. */
class TextCostTest {

    static Stream<String> shapes() {
        return Growth.SHAPES.stream();
    }

    private static void sanitise(String text) {
        try {
            FeedbackText.of(text);
        } catch (FeedbackTextException e) {
            // Most are too long; that is found out at the end.
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void twice_the_text_is_at_most_two_and_a_half_times_the_work(String piece) {
        assertThat(Growth.of(TextCostTest::sanitise, piece, 30_000)).isLessThan(2.5);
    }

    @Test
    void no_more_marks_are_ordered_than_any_script_piles_up() {
        String piled = Characters.clean("e" + "\u0301".repeat(16_000) + "\u0323".repeat(16_000) + "x");

        assertThat(piled).startsWith("\u00e9").endsWith("x").hasSizeLessThan(40);
        assertThat(Characters.clean(piled)).isEqualTo(piled);
        assertThat(Characters.clean("\u0344".repeat(40)))
                .isEqualTo(Characters.clean(Characters.clean("\u0344".repeat(40))));
        assertThat(Characters.clean("\u0e01\u0e34\u0e48")).isEqualTo("\u0e01\u0e34\u0e48");
    }

    @Test
    void elements_are_not_nested_without_end() {
        Document document = Markup.document("<b></p>".repeat(9_000) + "text");

        int deepest = 0;
        for (Element each : document.getAllElements()) {
            deepest = Math.max(deepest, each.parents().size());
        }
        assertThat(deepest).isLessThanOrEqualTo(Markup.MAX_DEPTH);
        assertThat(Markup.strip("<div>".repeat(9_000) + "text").strip()).isEqualTo("text");
    }
}
