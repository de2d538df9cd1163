/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentimentCorrectionTest {

    private static final SentimentCorrection CORRECTION = new SentimentCorrection(0.35, 0.8, 0.8, 0.5, 0.4, false);

    @ParameterizedTest
    @CsvSource({
        // compound, problem, issue, praise, adjusted
        "0.5, 0, 0, 0, 0.5",
        "0.5, 0.79, 0, 0, 0.5",
        "0.5, 0.8, 0, 0, 0.22",
        "0.5, 0, 0.8, 0, 0.22",
        "0.5, 1, 1, 0, -0.2",
        "0.5, 1, 1, 0.5, -0.1125",
        "0.5, 1, 1, 3, -0.025",
        "0.5, 1, 0, 1, 0.5",
        "0.5, 9, 0, 0, -0.3",
        "-0.5, 9, 0, 0, -1",
        "0.1234, 1, 0, 0, -0.2266"
    })
    void evidence_of_problems_lowers_the_compound(
            double compound, double problem, double issue, double praise, double adjusted) {
        List<Rule> rules = List.of(
                new Rule("a", RuleGroup.BILLING, 1, problem, false, 1, List.of(), List.of()),
                new Rule("b", RuleGroup.ISSUE, issue, 0, false, 1, List.of(), List.of()),
                new Rule("c", RuleGroup.PRAISE, praise, 0, false, 1, List.of(), List.of()));
        RuleFindings findings = new RuleFindings(rules, new int[] {1, 1, 1}, 9, false);
        assertThat(CORRECTION.adjust(compound, findings, LanguageFreeSigns.NONE))
                .isEqualTo(adjusted);
    }

    private static RuleFindings findings(double problem, double praise, double delight) {
        List<Rule> rules = List.of(
                new Rule("a", RuleGroup.BILLING, 1, problem, false, 1, List.of(), List.of()),
                new Rule("b", RuleGroup.PRAISE, praise, 0, false, 1, List.of(), List.of()),
                new Rule("c", RuleGroup.DELIGHT, delight, 0, false, 1, List.of(), List.of()));
        return new RuleFindings(rules, new int[] {1, 1, 1}, 9, false);
    }

    @Test
    void praise_in_negative_words_raises_the_compound_unless_there_is_a_problem() {
        assertThat(CORRECTION.adjust(-0.5, findings(0, 0, 1), LanguageFreeSigns.NONE))
                .isEqualTo(0.4);
        assertThat(CORRECTION.adjust(0.9, findings(0, 0, 1), LanguageFreeSigns.NONE))
                .isEqualTo(0.9);
        assertThat(CORRECTION.adjust(-0.5, findings(1, 0, 1), LanguageFreeSigns.NONE))
                .isLessThan(-0.5);
    }

    @Test
    void signs_count_where_nothing_else_does() {
        LanguageFreeSigns bad = LanguageFreeSigns.of("\ud83d\udc4e");
        assertThat(CORRECTION.adjust(0, findings(0, 0, 0), bad)).isNegative();
        assertThat(CORRECTION.adjust(0.5, findings(0, 0, 0), bad)).isEqualTo(0.5);
    }

    @Test
    void rules_alone_tell_the_mood_where_vader_cannot() {
        SentimentCorrection alone = new SentimentCorrection(0.35, 0.8, 0.8, 0.5, 0, true);
        assertThat(alone.adjust(-0.9, findings(0, 1, 0), LanguageFreeSigns.NONE))
                .isEqualTo(0.5774);
        assertThat(alone.adjust(0.9, findings(1, 0, 0), LanguageFreeSigns.NONE)).isEqualTo(-0.5774);
        assertThat(alone.adjust(0.9, findings(1, 1, 0), LanguageFreeSigns.NONE)).isZero();
    }
}
