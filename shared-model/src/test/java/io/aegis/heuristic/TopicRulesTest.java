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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(textBlock = """
            \u043f\u043e\u0441\u044b\u043b\u043a\u0430 ; \u041c\u043e\u044f \u041f\u043e\u0441\u044b\u043b\u043a\u0430 \u043f\u0440\u043e\u043f\u0430\u043b\u0430 ; true
            \u043f\u043e\u0441\u044b\u043b* ; \u0413\u0434\u0435 \u043f\u043e\u0441\u044b\u043b\u043a\u0438? ; true
            \u043f\u043e\u0441\u044b\u043b\u043a\u0430 ; \u0412\u0441\u0451 \u0445\u043e\u0440\u043e\u0448\u043e ; false
            \u03c7\u03c1\u03ad\u03c9\u03c3\u03b7 ; \u0394\u03b9\u03c0\u03bb\u03ae \u03c7\u03c1\u03ad\u03c9\u03c3\u03b7 ; true
            \u5305\u88f9 ; \u6211\u7684\u5305\u88f9\u574f\u4e86 ; true
            \u5305\u88f9|\u5feb\u9012 ; \u5feb\u9012\u4e22\u4e86 ; true
            \u5305\u88f9 && \u574f ; \u6211\u7684\u5305\u88f9\u574f\u4e86 ; true
            \u5305\u88f9 ; \u94b1\u5305\u4e22\u4e86 ; false
            \u8377\u7269 ; \u79c1\u306e\u8377\u7269\u304c\u5c4a\u304d\u307e\u305b\u3093 ; true
            \u0e1e\u0e31\u0e2a\u0e14\u0e38 ; \u0e1e\u0e31\u0e2a\u0e14\u0e38\u0e02\u0e2d\u0e07\u0e09\u0e31\u0e19\u0e2b\u0e32\u0e22 ; true
            \u092a\u093e\u0930\u094d\u0938\u0932 ; \u092e\u0947\u0930\u093e \u092a\u093e\u0930\u094d\u0938\u0932 \u0915\u0939\u093e\u0901 \u0939\u0948 ; true
            \u0637\u0631\u062f ; \u0623\u064a\u0646 \u0637\u0631\u062f \u061f ; true
            caf\u00e9 ; Your Caf\u00e9 was closed ; true""", delimiter = ';')
    void a_pattern_is_read_as_texts_are_in_any_script(String pattern, String text, boolean matches) {
        assertThat(COMPILER.mistakeIn(pattern)).isEmpty();
        assertThat(topics(Map.of(0, List.of(rule(1, pattern))), text) != 0).isEqualTo(matches);
    }

    @Test
    void what_is_wrong_in_other_scripts_is_told_in_these() {
        assertThat(COMPILER.mistakeIn("\u041f\u043e\u0441\u044b\u043b\u043a\u0430"))
                .hasValueSatisfying(told -> assertThat(told)
                        .contains("\"\u043f\u043e\u0441\u044b\u043b\u043a\u0430\"", "write words in lower case"));
        assertThat(COMPILER.mistakeIn("don\u2019t")).isPresent();
    }

    @Test
    void what_can_never_do_anything_is_known() {
        assertThat(COMPILER.silencesItself(silenced(List.of("wedding"), "wedding")))
                .isTrue();
        assertThat(COMPILER.silencesItself(silenced(List.of("my wedding ..3 cake"), "wedd*")))
                .isTrue();
        assertThat(COMPILER.silencesItself(silenced(List.of("wedding|marriage"), "wedding|marriage|party")))
                .isTrue();
        assertThat(COMPILER.silencesItself(silenced(List.of("late parcel"), "late parcel")))
                .isTrue();
        assertThat(COMPILER.silencesItself(silenced(List.of("late && parcel"), "parcel && late")))
                .isTrue();
        assertThat(COMPILER.silencesItself(silenced(List.of("late parcel"), "parcel late")))
                .isFalse();
        assertThat(COMPILER.silencesItself(silenced(List.of("wedding|marriage"), "wedding")))
                .isFalse();
        assertThat(COMPILER.silencesItself(silenced(List.of("wedding", "cake"), "wedding")))
                .isFalse();
        assertThat(COMPILER.silencesItself(silenced(List.of("wedd*"), "wedding")))
                .isFalse();
        assertThat(COMPILER.silencesItself(rule(1, "wedding"))).isFalse();
        assertThat(TopicRules.canChoose(List.of(rule(0.5, "a")))).isFalse();
        assertThat(TopicRules.canChoose(List.of(rule(0.7, "a"), rule(0.3, "b"))))
                .isTrue();
        assertThat(TopicRules.canChoose(List.of(new TopicRule(List.of("a"), List.of(), 0.5, false, 2))))
                .isTrue();
    }

    private static TopicRule silenced(List<String> patterns, String unless) {
        return new TopicRule(patterns, List.of(unless), 1, false, 1);
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
