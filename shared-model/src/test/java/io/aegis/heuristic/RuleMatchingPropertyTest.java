/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class RuleMatchingPropertyTest {

    private static final RuleSet RULES = RuleSet.builtIn();

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("aa", "bb", "cc", "dd", "xx", "yy", ".")
                .list()
                .ofMinSize(1)
                .ofMaxSize(150)
                .map(words -> String.join(" ", words));
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> word = Arbitraries.of("aa", "bb", "cc", "dd", "aa|bb", "cc|dd");
        Arbitrary<String> next = Combinators.combine(Arbitraries.of("", "..1 ", "..2 ", "..5 ", "~1 ", "~3 "), word)
                .as(String::concat);
        return Combinators.combine(word, next.list().ofMaxSize(3))
                .as((first, rest) -> rest.isEmpty() ? first : first + " " + String.join(" ", rest));
    }

    /** What a pattern means, tried out word by word. */
    private static boolean matchesByTrying(String pattern, Words text) {
        List<String> pieces = List.of(pattern.split(" "));
        return IntStream.range(0, text.count())
                .anyMatch(at -> accepts(pieces.getFirst(), text.text(at)) && continues(pieces, 1, at, text));
    }

    private static boolean continues(List<String> pieces, int next, int at, Words text) {
        if (next == pieces.size()) {
            return true;
        }
        String gap = pieces.get(next);
        boolean isGap = gap.startsWith("..") || gap.startsWith("~");
        int within = isGap ? Integer.parseInt(gap.replaceAll("[.~]", "")) : 1;
        String word = pieces.get(isGap ? next + 1 : next);
        int from = gap.startsWith("~") ? at - within : at + 1;
        return IntStream.rangeClosed(Math.max(0, from), Math.min(text.count() - 1, at + within))
                .filter(to -> to != at && sameSentence(text, Math.min(at, to), Math.max(at, to)))
                .filter(to -> accepts(word, text.text(to)))
                .anyMatch(to -> continues(pieces, isGap ? next + 2 : next + 1, to, text));
    }

    private static boolean sameSentence(Words text, int first, int last) {
        return IntStream.rangeClosed(first + 1, last).noneMatch(text::opensSentence);
    }

    private static boolean accepts(String alternatives, String word) {
        return Arrays.asList(alternatives.split("\\|")).contains(word);
    }

    @Property
    void sets_of_positions_find_what_trying_every_way_finds(
            @ForAll("patterns") String pattern, @ForAll("texts") String text) {
        assertThat(TestRules.fires(pattern, text)).isEqualTo(matchesByTrying(pattern, Words.of(text)));
    }

    /** The whole words of all classes of the built-in rules. */
    @Provide
    Arbitrary<String> ruleWords() throws IOException {
        List<String> words = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(RuleSet.class.getResourceAsStream("rules.json"))) {
            for (JsonNode members : new JsonMapper().readTree(in).get("classes")) {
                words.addAll(List.of(members.textValue().split(" ")));
            }
        }
        words.removeIf(word -> word.endsWith("*") || word.equals("$#"));
        assertThat(words).hasSizeGreaterThan(600).contains("sue");
        return Arbitraries.of(words);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.of("zq", "qz", "is", "tis", "z9", "q_");
    }

    @Property(tries = 5000)
    void a_word_inside_another_word_is_not_found(
            @ForAll("ruleWords") String word, @ForAll("letters") String before, @ForAll("letters") String after) {
        assertThat(RULES.find("zq " + before + "zq" + word + after + " zq").ruleIds())
                .isEmpty();
        assertThat(RULES.find("zq " + before + "zq" + word + " zq").ruleIds()).isEmpty();
    }

    @Example
    void the_sue_inside_issue_is_no_lawsuit() {
        assertThat(RULES.find("I will issue the tissue for you").ruleIds()).doesNotContain("urgent-legal");
        assertThat(RULES.find("I will sue you").ruleIds()).contains("urgent-legal");
    }

    @Property
    void no_text_breaks_the_rules(@ForAll @StringLength(max = 3000) String text) {
        assertThatCode(() -> RULES.find(text)).doesNotThrowAnyException();
    }

    @Property
    void a_text_means_the_same_in_capitals(@ForAll("texts") String noise, @ForAll("ruleWords") String word) {
        String text = noise + " my " + word + " was stolen";
        assertThat(RULES.find(text.toUpperCase(Locale.ROOT)).ruleIds())
                .isEqualTo(RULES.find(text).ruleIds());
    }
}
