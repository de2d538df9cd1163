/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import io.aegis.language.LanguageDetector;
import io.aegis.vader.Vader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Negation and polite phrases reach to the end of their clause: sentences written before the rules were mended, in four languages. */
class NegationReachTest {

    private static final MultilingualAnalyzer ANALYZER =
            new MultilingualAnalyzer(Vader.load()::score, LanguageDetector.load(), RulePacks.builtIn());

    @ParameterizedTest
    @CsvFileSource(resources = "negation-reach.tsv", delimiter = '\t')
    void negation_ends_with_its_clause(String label, String language, String text) {
        HeuristicAnalysis analysis = ANALYZER.analyze(FeedbackText.of(text));
        assertThat(analysis.labels().urgent())
                .as("%s: %s, %s", language, text, analysis.evidence().rules())
                .isEqualTo(label.equals("urgent"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "mail-footers.tsv", delimiter = '\t')
    void footers_do_not_make_a_text_urgent_and_what_is_no_footer_still_does(String label, String text) {
        HeuristicAnalysis analysis = ANALYZER.analyze(FeedbackText.of(text));
        assertThat(analysis.labels().urgent())
                .as("%s, %s", text, analysis.evidence().rules())
                .isEqualTo(label.equals("urgent"));
    }
}
