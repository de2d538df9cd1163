/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Department;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingConditionsTest {

    private static final RoutedText ROW = new RoutedText(
            "I was charged twice",
            new Labels(Sentiment.NEGATIVE, EnumSet.of(Topic.BILLING, Topic.UX), true),
            Department.FINANCE.label(),
            "en",
            false,
            List.of("Refunds"),
            "email",
            7);

    private static RoutingRule rule(String name, String when) {
        return new RoutingRule(
                name, when, new RoutingActions(Optional.of(Priority.CRITICAL), Optional.empty(), List.of(), List.of()));
    }

    private static boolean holds(String when) {
        assertThat(RoutingConditions.mistakeIn(when)).isEmpty();
        return !RoutingConditions.of(List.of(rule("one", when))).holdingFor(ROW).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urgent && sentiment == 'NEGATIVE'",
                "'Billing' in topics && department == 'Customer Success - Finance'",
                "'Refunds' in own_topics",
                "own_topics.exists(t, t.startsWith('Ref'))",
                "language == 'en' && !possibly_urgent",
                "channel == 'email' && group_size >= 5",
                "text.matches('(?i)charged (twice|again)')",
                "text.contains('twice') && text.size() < 100"
            })
    void everything_that_is_known_of_a_row_can_be_asked(String when) {
        assertThat(holds(when)).isTrue();
        assertThat(holds("!(" + when + ")")).isFalse();
    }

    @Test
    void what_a_condition_compares_a_variable_with_is_known() {
        String when = "own_topics.exists(t, t == 'Refunds') && text.contains('it\\'s late')";
        assertThat(RoutingConditions.textsBeside("own_topics", when)).containsExactlyInAnyOrder("Refunds", "it's late");
        assertThat(RoutingConditions.textsBeside("department", when)).isEmpty();
        assertThat(RoutingConditions.textsBeside("text", "text == 'department'"))
                .containsExactly("department");
        assertThat(RoutingConditions.textsBeside("urgent", "urgent &&")).isEmpty();
    }

    @Test
    void whether_a_condition_asks_for_a_variable_is_known() {
        assertThat(RoutingConditions.asksFor("group_size", "urgent && group_size > 3"))
                .isTrue();
        assertThat(RoutingConditions.asksFor("group_size", "text == 'group_size'"))
                .isFalse();
        assertThat(RoutingConditions.asksFor("group_size", "group_size >")).isFalse();
    }

    @Test
    void a_name_that_there_is_not_is_told_with_those_that_there_are() {
        assertThat(RoutingConditions.mistakeIn("urgency == 'high'"))
                .hasValueSatisfying(mistake -> assertThat(mistake).contains("urgency", "there are text,", "urgent"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "9999999999999999999 > 1 | column 1: a number is too large, or none",
                "99999999999999999999u > 1u | column 1: a number is too large, or none",
                "` ` | must not be empty",
                "urgent && | column 10: the condition ends where something is missing",
                "topics == ['a' | column 15: the condition ends where ] is missing",
                "urgent urgent | column 8: urgent does not belong here",
                "urgent and urgent | column 8: and does not belong here",
                "text = 'x' | column 6: = does not belong here",
                "text == 'x | column 9: a text does not end, or has \\ before what needs none",
                "text == 1 | column 6: == does not go with string, int",
                "!text | column 1: ! does not go with string",
                "'x' in text | column 5: in does not go with string, string",
                "text.contains(1) | column 14: contains does not go with string, int",
                "topics + 1 == 2 | column 8: + does not go with list(string), int",
                "group_size | column 1: a condition must be true or false, and this is int",
                "text.x | column 5: what is string has no parts",
                "for == 1 | column 1: for is a word of the language",
            })
    void mistakes_are_told_without_the_words_of_the_compiler(String when, String told) {
        assertThat(RoutingConditions.mistakeIn(when)).contains(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "urgent &&", "nothing == 1", "group_size", "text == 1", "urgent && urgent && ("})
    void what_is_no_condition_is_told_and_never_used(String when) {
        assertThat(RoutingConditions.mistakeIn(when))
                .hasValueSatisfying(mistake -> assertThat(mistake).hasSizeBetween(5, 300));
        RoutingConditions none = RoutingConditions.of(List.of(rule("wrong", when)));
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.holdingFor(ROW)).isEmpty();
    }

    @Test
    void what_a_condition_may_cost_is_bounded() {
        assertThat(RoutingConditions.mistakeIn("urgent || " + "'x' == 'x' && ".repeat(200) + "true"))
                .isPresent();
        assertThat(RoutingConditions.mistakeIn("(".repeat(200) + "true" + ")".repeat(200)))
                .isPresent();
        String list = "[" + "1,".repeat(40) + "1]";
        String squared = list + ".map(x, " + list + ".map(y, text + text)).size() > 0";
        assertThat(RoutingConditions.mistakeIn(squared))
                .as("more iterations than one evaluation has")
                .hasValueSatisfying(mistake -> assertThat(mistake).contains("iterations"));
        assertThat(RoutingConditions.of(List.of(rule("squared", squared))).holdingFor(ROW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1/0 == 1 | divides by zero",
                "group_size / 0 == 1 | divides by zero",
                "group_size * 9223372036854775807 > 1 && group_size + 9223372036854775807 > 1 | number",
                "text.matches('(') | regular expression",
                "urgent && matches(channel, '[a-') | regular expression",
                "text.matches('(' + channel) | cannot work with",
                "int('many') < group_size | no number",
            })
    void a_condition_that_always_fails_is_told_without_the_words_of_the_engine(String when, String why) {
        assertThat(RoutingConditions.mistakeIn(when))
                .hasValueSatisfying(
                        mistake -> assertThat(mistake).contains(why).doesNotContain("Exception", "evaluation error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "own_topics[70] == 'x'",
                "topics[1] == 'UX'",
                "100 / (group_size - 1) > 3",
                "int(text) > 3",
                "timestamp(text) < timestamp('2030-01-01T00:00:00Z')",
                "duration(channel) > duration('5s')",
                "urgent && 1 / 0 == 1",
                "1 / (group_size - 64) == 1",
                "text.matches('^(?i)re: ')",
                "text.matches(channel)"
            })
    void a_condition_that_some_row_can_be_asked_is_none_of_these(String when) {
        assertThat(RoutingConditions.mistakeIn(when)).isEmpty();
    }

    @Test
    void rules_that_hold_come_in_their_order_and_one_that_fails_does_not_hold() {
        RoutingConditions conditions = RoutingConditions.of(List.of(
                rule("last of all", "true"), rule("fails", "own_topics[3] == 'x'"), rule("another", "group_size > 6")));

        assertThat(conditions.holdingFor(ROW)).extracting(RoutingRule::name).containsExactly("last of all", "another");
    }

    @Test
    void actions_know_whether_they_do_anything() {
        assertThat(rule("one", "true").then().isEmpty()).isFalse();
        assertThat(new RoutingActions(Optional.empty(), Optional.empty(), List.of(), List.of()).isEmpty())
                .isTrue();
    }
}
