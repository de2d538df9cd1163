/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    private static final Thresholds THRESHOLDS = new Thresholds(
            Map.of(
                    RuleGroup.BILLING, 1.0,
                    RuleGroup.TECHNICAL, 1.0,
                    RuleGroup.UX, 1.0,
                    RuleGroup.SECURITY, 1.0,
                    RuleGroup.URGENT, 1.0),
            60,
            0.5,
            0.35,
            3,
            0.5);

    private static RuleFindings findings(RuleGroup group, double weight, int words) {
        Rule rule = new Rule("r", group, weight, 0, false, 1, List.of(), List.of());
        return new RuleFindings(List.of(rule), new int[] {1}, words, false);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1.0, true", "10, 0.99, false", "60, 1.0, true", "61, 1.0, false", "120, 1.5, true", "120, 1.49, false",
        "240, 2.0, true", "240, 1.99, false", "3, 0.5, true", "3, 0.49, false", "4, 0.99, false", "4, 1.0, true"
    })
    void a_topic_is_chosen_from_its_threshold_which_depends_on_the_length(int words, double score, boolean chosen) {
        assertThat(THRESHOLDS.topics(findings(RuleGroup.UX, score, words)))
                .containsExactly(chosen ? Topic.UX : Topic.GENERAL);
    }

    @ParameterizedTest
    @CsvSource({"10, 1.0, true", "10, 0.99, false", "120, 1.35, true", "120, 1.34, false", "3, 0.5, true"})
    void urgency_grows_by_its_own_slope(int words, double score, boolean urgent) {
        assertThat(THRESHOLDS.urgent(findings(RuleGroup.URGENT, score, words))).isEqualTo(urgent);
    }

    @Test
    void several_topics_may_be_chosen_and_decimal_weights_add_up_to_a_whole() {
        List<Rule> rules = List.of(
                new Rule("a", RuleGroup.BILLING, 0.7, 0, false, 1, List.of(), List.of()),
                new Rule("b", RuleGroup.BILLING, 0.1, 0, false, 1, List.of(), List.of()),
                new Rule("c", RuleGroup.BILLING, 0.2, 0, false, 1, List.of(), List.of()),
                new Rule("d", RuleGroup.SECURITY, 1, 0, false, 1, List.of(), List.of()));
        assertThat(THRESHOLDS.topics(new RuleFindings(rules, new int[] {1, 1, 1, 1}, 9, false)))
                .containsExactly(Topic.SECURITY, Topic.BILLING);
    }

    @Test
    void calming_evidence_is_taken_off() {
        List<Rule> rules = List.of(
                new Rule("a", RuleGroup.URGENT, 1.7, 0, false, 1, List.of(), List.of()),
                new Rule("b", RuleGroup.CALM, 0.8, 0, false, 1, List.of(), List.of()));
        RuleFindings calmed = new RuleFindings(rules, new int[] {1, 1}, 9, false);
        assertThat(THRESHOLDS.urgent(calmed)).isFalse();
        assertThat(THRESHOLDS.urgent(new RuleFindings(rules, new int[] {1, 0}, 9, false)))
                .isTrue();
        assertThat(calmed.strength()).isEqualTo(1.7);
    }
}
