/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Sentiment;
import io.aegis.vader.Vader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypographyTest {

    private static final Vader VADER = Vader.load();
    private static final RuleBasedAnalyzer ANALYZER = new RuleBasedAnalyzer(VADER::score, RuleSet.builtIn());

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            I don\u2019t love it       => I don't love it
            \u201cgood\u201d \u201ebad\u201c    => "good" "bad"
            good\u2014bad             => good - bad
            good\u2026                => good...
            \u2764\ufe0f               => \u2764
            it`s                    => it's
            """)
    void becomes_what_a_typewriter_writes(String text, String plain) {
        assertThat(Typography.plain(text)).isEqualTo(plain);
    }

    @Test
    void a_plain_text_stays_itself() {
        String text = "It's \"fine\" - caf\u00e9...";
        assertThat(Typography.plain(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"I don\u2019t love the new editor", "The update wasn\u2019t helpful", "I didn\u2019t like it"})
    void a_phones_apostrophe_negates_as_any_other_while_vaders_numbers_stay(String text) {
        HeuristicAnalysis analysis = ANALYZER.analyze(FeedbackText.of(text));
        assertThat(analysis.labels().sentiment()).isEqualTo(Sentiment.NEGATIVE);
        assertThat(analysis.evidence().vader()).isEqualTo(VADER.score(text));
        assertThat(analysis.evidence().adjustedCompound())
                .isEqualTo(ANALYZER.analyze(FeedbackText.of(text.replace('\u2019', '\'')))
                        .evidence()
                        .adjustedCompound());
    }
}
