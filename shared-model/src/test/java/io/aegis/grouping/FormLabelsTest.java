/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormLabelsTest {

    private static final List<String> NAMES = List.of("Anna Miller", "Bert", "Carlos O'Hara", "Hana Sato", "Igor");

    private static final List<String> ANSWERS = List.of("yes", "no", "maybe");

    private static String form(int number, String statement) {
        return "Name: " + NAMES.get(number % 5) + " Order number: " + number * 7919 + " What went wrong? " + statement
                + " Would you recommend us to a friend? " + ANSWERS.get(number % 3)
                + " May we contact you about your answer? " + ANSWERS.get(number % 2);
    }

    private static Set<Long> learned(int texts, IntFunction<String> text) {
        return CommonRuns.of(
                IntStream.range(0, texts).mapToObj(text).map(WordRuns::of).toList(), Set.of());
    }

    private static String rest(String text, Set<Long> common) {
        return WordRuns.of(text).without(common);
    }

    @Test
    void of_a_form_its_statement_is_left() {
        Set<Long> common = learned(6, i -> form(i, CommonRunsTest.statement(i)));
        assertThat(rest(form(99, "the ferry left early"), common)).isEqualTo("the ferry left early");
        assertThat(rest(form(98, "Loved it. Why so short?"), common)).isEqualTo("Loved it. Why so short");
        assertThat(rest("Name of the ferry: Orion. It left early", common))
                .as("no form")
                .isEqualTo("Name of the ferry: Orion. It left early");
        assertThat(WordRuns.of(form(97, "the zip broke")).distinct(common).size())
                .isEqualTo(3);
    }

    @Test
    void labels_stand_anywhere_and_in_any_script() {
        Set<Long> parted = learned(8, i -> "1. City: Oslo | 2. Comment: " + CommonRunsTest.statement(i));
        assertThat(rest("1. City: Rome | 2. Comment: the tent leaked all night", parted))
                .isEqualTo("the tent leaked all night");
        Set<Long> chinese = learned(
                8,
                i -> "\u59d3\u540d\uff1a\u5f20\u4e09 \u8ba2\u5355\u53f7\uff1a" + i + " \u95ee\u9898\uff1a"
                        + CommonRunsTest.statement(i));
        assertThat(rest(
                        "\u59d3\u540d\uff1a\u674e\u56db \u8ba2\u5355\u53f7\uff1a77 \u95ee\u9898\uff1athe tent leaked",
                        chinese))
                .isEqualTo("the tent leaked");
    }

    @Test
    void where_nothing_but_names_and_choices_is_left_these_are_kept() {
        Set<Long> common = learned(8, i -> form(i, CommonRunsTest.statement(i)));
        assertThat(rest(form(3, ""), common)).contains("Hana Sato").doesNotContain("recommend");
    }

    @Test
    void what_many_write_into_a_form_is_never_lost() {
        String[] problems = {
            "The zip broke after two days of use and nobody at the shop wants to repair it",
            "It arrived much too late for the birthday of my daughter, and I had told you so"
        };
        Set<Long> common = learned(
                60,
                i -> "Product: " + CommonRunsTest.statement(i) + " Problem: " + problems[i % 2]
                        + " Would you buy from us again? " + ANSWERS.get(i % 2));
        assertThat(rest("Product: Tent Problem: " + problems[0] + " Would you buy from us again? no", common))
                .contains(problems[0])
                .doesNotContain("again");
        assertThat(learned(60, i -> "Why was I charged twice? Where is my money? " + CommonRunsTest.statement(i % 3)))
                .isEmpty();
    }

    @Test
    void too_few_are_no_form() {
        assertThat(learned(3, i -> form(i, CommonRunsTest.statement(i)))).isEmpty();
        assertThat(learned(20, i -> form(i, "the app crashes when I open my invoices")))
                .as("all say the same")
                .allSatisfy(key -> assertThat(rest(form(5, "the app crashes when I open my invoices"), Set.of(key)))
                        .contains("the app crashes when I open my invoices"));
    }
}
