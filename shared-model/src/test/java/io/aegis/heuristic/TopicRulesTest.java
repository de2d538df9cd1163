/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.FeedbackText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TopicRulesTest {

    private static final TopicRuleCompiler COMPILER = TopicRuleCompiler.load();

    private static TopicRule rule(double weight, String... patterns) {
        return new TopicRule(List.of(patterns), List.of(), weight, false, 1);
    }

    private static long topics(Map<Integer, List<TopicRule>> rules, String text) {
        return COMPILER.compile(rules).topicsOf(FeedbackText.of(text));
    }

    @Test
    void each_topic_whose_rules_fire_is_a_bit() {
        Map<Integer, List<TopicRule>> rules =
                Map.of(0, List.of(rule(1, "parcel|courier")), 3, List.of(rule(1, "late ..3 days")), 59, List.of());

        assertThat(topics(rules, "My parcel is here")).isEqualTo(0b1);
        assertThat(topics(rules, "The courier came late by two days!")).isEqualTo(0b1001);
        assertThat(topics(rules, "All is well")).isZero();
    }

    @Test
    void weights_of_a_topic_are_added_up_to_one() {
        Map<Integer, List<TopicRule>> rules = Map.of(59, List.of(rule(0.7, "gift"), rule(0.3, "card")));

        assertThat(topics(rules, "the gift card")).isEqualTo(1L << 59);
        assertThat(topics(rules, "the gift and another gift")).isZero();
        TopicRule often = new TopicRule(List.of("gift"), List.of(), 0.5, false, 2);
        assertThat(topics(Map.of(1, List.of(often)), "a gift, a gift")).isEqualTo(0b10);
    }

    @Test
    void a_rule_can_be_silenced_and_negated_and_name_built_in_classes() {
        TopicRule silenced = new TopicRule(List.of("refund"), List.of("tax"), 1, false, 1);
        TopicRule negatable = new TopicRule(List.of("delay*"), List.of(), 1, true, 1);
        Map<Integer, List<TopicRule>> rules =
                Map.of(0, List.of(silenced), 1, List.of(negatable), 2, List.of(rule(1, "@FEE")));

        assertThat(topics(rules, "I want a refund")).isEqualTo(0b1);
        assertThat(topics(rules, "the tax refund")).isZero();
        assertThat(topics(rules, "no delays at all")).isZero();
        assertThat(topics(rules, "long delays and a surcharge")).isEqualTo(0b110);
    }

    @Test
    void what_is_wrong_with_a_pattern_is_told() {
        assertThat(COMPILER.mistakeIn("late parcel")).isEmpty();
        assertThat(COMPILER.mistakeIn("Late"))
                .hasValueSatisfying(told ->
                        assertThat(told).contains("write words in lower case").doesNotContain(":1:"));
        assertThat(COMPILER.mistakeIn("@NOBODY"))
                .hasValueSatisfying(told -> assertThat(told).contains("there is no class"));
        assertThat(COMPILER.mistakeIn(" ")).isPresent();
        assertThatThrownBy(() -> COMPILER.compile(Map.of(0, List.of(rule(1, "Late")))))
                .isInstanceOf(RulesException.class);
    }

    @Test
    void bounds_are_kept() {
        assertThatThrownBy(() -> rule(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule(0, "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule(Double.NaN, "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule(1, "a".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule(1, Collections.nCopies(41, "a").toArray(String[]::new)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopicRule(List.of("a"), Collections.nCopies(41, "a"), 1, false, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TopicRule(List.of("a"), List.of(), 1, false, 11))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void no_pattern_breaks_the_compiler(@ForAll @StringLength(max = 200) String pattern) {
        assertThatCode(() -> {
                    if (COMPILER.mistakeIn(pattern).isEmpty()) {
                        topics(Map.of(0, List.of(rule(1, pattern))), "any text that says something " + pattern);
                    }
                })
                .doesNotThrowAnyException();
    }
}
