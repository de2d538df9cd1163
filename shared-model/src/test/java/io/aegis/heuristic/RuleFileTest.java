/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {

    private static final String NEG = "\"NEG\": \"no\"";
    private static final String RULE = "{\"id\": \"r\", \"weight\": 1, \"patterns\": [\"refund\"]}";

    private static String mistakesOf(String file) {
        try {
            TestRules.read(file);
            return "";
        } catch (RulesException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    @Test
    void a_right_file_is_taken() {
        assertThat(TestRules.read(TestRules.file(NEG, RULE)).version()).isEqualTo("t1");
        assertThat(RuleSet.builtIn().version()).isEqualTo("13");
    }

    @Test
    void remarks_may_stand_in_every_object() {
        String file = TestRules.file(NEG, RULE)
                .replace("{\"id\"", "{\"doc\": \"why\", \"id\"")
                .replace("{\"version\"", "{\"doc\": [\"what\"], \"version\"")
                .replace("{\"Billing\": [", "{\"doc\": \"x\", \"Billing\": [")
                .replace("{\"slope\"", "{\"doc\": \"x\", \"slope\"");
        assertThat(mistakesOf(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            {"id": "r", "weight": 1, "patterns": ["a @NOPE b"]}          => 10:42 => there is no class @NOPE
            {"id": "r", "weight": 1, "patterns": ["a|@NOPE"]}            => 10:42 => write one of NEG
            {"id": "r", "weight": 1, "patterns": ["Refund"]}             => 10:40 => read as "refund"
            {"id": "r", "weight": 1, "patterns": ["x can't"]}            => 10:42 => read as "cant"
            {"id": "r", "weight": 1, "patterns": ["log-in"]}             => 10:40 => read as "log in"
            {"id": "r", "weight": 1, "patterns": ["a||b"]}               => 10:42 => can never match
            {"id": "r", "weight": 1, "patterns": ["*"]}                  => 10:40 => can never match
            {"id": "r", "weight": 1, "patterns": ["a*"]}                 => 10:40 => at least two letters
            {"id": "r", "weight": 1, "patterns": ["*ab"]}                => 10:40 => at least three letters
            {"id": "r", "weight": 1, "patterns": ["..2 a"]}              => 10:40 => needs a word before it
            {"id": "r", "weight": 1, "patterns": ["a ..2 ~2 b"]}         => 10:46 => needs a word before it
            {"id": "r", "weight": 1, "patterns": ["a ..2"]}              => 10:40 => needs a word after it
            {"id": "r", "weight": 1, "patterns": ["a ..0 b"]}            => 10:42 => n from 1 to 50
            {"id": "r", "weight": 1, "patterns": ["a ~51 b"]}            => 10:42 => n from 1 to 50
            {"id": "r", "weight": 1, "patterns": ["a ..x b"]}            => 10:42 => n from 1 to 50
            {"id": "r", "weight": 1, "patterns": ["a && "]}              => 10:44 => needs 1 to 20 words
            {"id": "r", "weight": 1, "patterns": [""]}                   => 10:40 => needs 1 to 20 words
            {"id": "r", "weight": 1, "patterns": []}                     => 10:1  => at least one pattern
            {"id": "r", "weight": 1, "patterns": "a"}                    => 10:38 => must be a list in brackets
            {"id": "r", "weight": 1, "patterns": [1]}                    => 10:39 => texts in quotes only
            {"id": "r", "weight": 1}                                     => 10:1  => lacks "patterns"
            {"id": "r", "weight": -1, "patterns": ["a"]}                 => 10:23 => from 0.01 to 10.0
            {"id": "r", "weight": 11, "patterns": ["a"]}                 => 10:23 => from 0.01 to 10.0
            {"id": "r", "weight": "1", "patterns": ["a"]}                => 10:23 => must be a number
            {"id": "r", "patterns": ["a"]}                               => 10:1  => rule "r" lacks "weight"
            {"id": "r", "weight": 1, "cap": 0, "patterns": ["a"]}        => 10:33 => from 1.0 to 10.0
            {"id": "r", "weight": 1, "problem": -1, "patterns": ["a"]}   => 10:37 => from 0.0 to 10.0
            {"id": "r", "weight": 1, "negatable": 1, "patterns": ["a"]}  => 10:39 => must be true or false
            {"id": "r", "weight": 1, "negateable": true, "patterns": ["a"]} => 10:26 => knows no "negateable", only doc, id
            {"id": "", "weight": 1, "patterns": ["a"]}                   => 10:8  => must be a text in quotes
            {"id": null, "weight": 1, "patterns": ["a"]}                 => 10:8  => must be a text in quotes
            {"id": "r", "weight": 1, "patterns": ["a"], "unless": ["@X"]} => 10:57 => there is no class @X
            7                                                            => 10:1  => must be an object
            """)
    void a_mistake_in_a_rule_is_told_with_its_place(String rule, String place, String message) {
        assertThat(mistakesOf(TestRules.file(NEG, rule)))
                .startsWith("test.json:" + place + ": ")
                .contains(message);
    }

    @Test
    void a_rule_that_yields_to_none_of_the_file_is_refused() {
        String yields = RULE.replace("}", ", \"yields_to\": [\"r\", \"other\"]}");
        assertThat(mistakesOf(TestRules.file(NEG, yields)))
                .contains("there is no rule \"other\"")
                .doesNotContain("\"r\":");
    }

    @Test
    void two_rules_of_one_id_are_refused() {
        assertThat(mistakesOf(TestRules.file(NEG, RULE + ",\n" + RULE)))
                .startsWith("test.json:11:8: there is another rule \"r\"");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            "Billing": 1            => "Biling": 1           => "thresholds" lacks "Billing"
            "Billing": 1            => "Biling": 1           => "thresholds" knows no "Biling"
            "short_factor": 0.5     => "short_factor": 0     => from 0.1 to 1.0
            "slope": 0.35           => "slope": 9            => from 0.0 to 2.0
            "slope": 0.35           => "slop": 9             => knows no "slop"
            "any_of": []            => "any_of": ["nope"]    => there is no rule "nope"
            "unhappy": []           => "unhappy": [{"any_of": [], "adjusted_at_most": 2}] => from -1.0 to 1.0
            "unhappy": []           => "unhappy": [{"any_of": [], "adjusted_at_most": 0, "x": 1}] => knows no "x"
            "security": []          => "security": 1         => must be a list
            "urgency_from": 2       => "urgency": 2          => knows no "urgency"
            "NEG": "no"             => "NEG": "no", "pet": "cat"  => cannot name a class
            "NEG": "no"             => "PET": "cat"          => "classes" lacks "NEG"
            "NEG": "no"             => "NEG": ["no"]         => must be a text in quotes
            "NEG": "no"             => "NEG": "no fee's"     => read as "fees"
            "NEG": "no"             => "NEG": "no", "NEG": "not" => Duplicate
            "Billing": [            => "Bills": [            => there is no group "Bills", only Billing, Technical
            "ignore ..3 instructions" => "..3"               => needs a word
            "version": "t1",        => "version": "t1" "x"   => check the commas
            "version": "t1",        => "version": "t1", "extra": {}, => knows no "extra"
            "version": "t1",        => "version": 3,         => must be a text in quotes
            """)
    void a_mistake_elsewhere_is_told(String right, String wrong, String message) {
        String file = TestRules.file(NEG, RULE);
        assertThat(file).contains(right);
        assertThat(mistakesOf(file.replace(right, wrong)))
                .startsWith("test.json:")
                .contains(message);
    }

    @Test
    void a_class_name_has_its_place() {
        assertThat(mistakesOf(TestRules.file(NEG + ", \"pet\": \"cat\"", RULE))).startsWith("test.json:8:27: ");
        assertThat(mistakesOf(TestRules.file(NEG + ", \"PET\": \"cat Dog\"", RULE)))
                .startsWith("test.json:8:39: ");
    }

    @Test
    void what_follows_the_last_brace_is_refused() {
        assertThat(mistakesOf(TestRules.file(NEG, RULE) + "{}")).contains("follows the last brace");
        assertThat(mistakesOf("")).contains("must be an object");
        assertThat(mistakesOf("{")).contains("test.json:1:");
    }

    @Test
    void all_mistakes_are_told_at_once_up_to_twenty() {
        String rules = (RULE.replace("refund", "@A") + ",\n").repeat(30) + RULE;
        assertThat(mistakesOf(TestRules.file(NEG, rules)).lines()).hasSize(20);
        assertThat(mistakesOf(TestRules.file(NEG, RULE.replace("refund", "@A @B")))
                        .lines())
                .hasSize(2);
    }

    @Test
    void a_file_is_named_by_its_path(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.json");
        assertThatThrownBy(() -> RuleSet.load(file))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("mine.json")
                .hasMessageContaining("cannot be read");
        Files.writeString(file, TestRules.file(NEG, RULE));
        assertThat(RuleSet.load(file).version()).isEqualTo("t1");
        Files.writeString(file, "[]");
        assertThatThrownBy(() -> RuleSet.load(file)).hasMessageContaining("mine.json:1:1: ");
    }

    @Test
    void a_huge_file_is_refused_unread(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("huge.json");
        Files.writeString(file, " ".repeat(1 << 20));
        assertThatThrownBy(() -> RuleSet.load(file)).hasMessageContaining("huge.json:1:");
        Files.writeString(file, " ".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> RuleSet.load(file)).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void a_source_that_breaks_is_told() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        assertThatThrownBy(() -> RuleSet.read(broken, "x.json"))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("x.json cannot be read");
    }

    private static String pack(String head, String pattern) {
        return TestRules.file(NEG, "{\"id\": \"r\", \"weight\": 1, \"patterns\": [\"" + pattern + "\"]}")
                .replace("{\"version\"", "{" + head + ", \"version\"");
    }

    @Test
    void the_rules_of_a_language_are_written_as_people_write_it() {
        RuleSet german =
                TestRules.read(pack("\"language\": \"de\", \"reading\": {\"accents\": \"umlauts\"}", "gebühr*|*größe"));
        assertThat(german.language()).isEqualTo("de");
        for (String text : new String[] {"Gebührenfrei", "gebuehren", "die Schriftgröße", "SCHRIFTGROESSE"}) {
            assertThat(german.find(text).ruleIds()).as(text).containsExactly("r");
        }
        RuleSet french = TestRules.read(pack(
                "\"language\": \"fr\", \"reading\": {\"accents\": \"drop\", \"split_apostrophes\": true}", "l élève"));
        assertThat(french.find("L’ELEVE").ruleIds()).containsExactly("r");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            "language": "German"                                   => must be the tag of a language
            "reading": {"accents": "some"}                         => must be one of keep, drop, umlauts
            "reading": {"accents": "drop", "tone": true}           => knows no "tone"
            """)
    void what_a_pack_says_wrongly_is_told(String head, String message) {
        assertThat(mistakesOf(pack(head, "refund"))).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr"})
    void the_packs_that_come_with_the_product_are_right(String language) {
        RuleSet rules = RuleSet.builtIn(language);
        assertThat(rules.language()).isEqualTo(language);
        assertThat(rules.correction().rulesAlone()).isTrue();
    }

    @Test
    void a_pack_that_nobody_wrote_is_not_there() {
        assertThatThrownBy(() -> RuleSet.builtIn("xx")).hasMessageContaining("rules.xx.json");
    }
}
