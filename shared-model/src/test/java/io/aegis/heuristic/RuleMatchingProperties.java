package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class RuleMatchingProperties {

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

    @Provide
    Arbitrary<String> ruleWords() {
        return Arbitraries.of(
                "sue", "sued", "fraud", "scam", "hacked", "stolen", "lawsuit", "urgent", "fee", "refund", "crash",
                "error", "slow", "ui", "fire", "die", "rate", "bill", "price", "down", "app", "asap", "lawyer",
                "outage", "invoice", "pin");
    }

    @Property
    void a_word_inside_another_word_is_not_found(
            @ForAll("ruleWords") String word, @ForAll("letters") String before, @ForAll("letters") String after) {
        assertThat(RULES.find("we saw " + before + word + after + " here").ruleIds())
                .isEqualTo(
                        RULES.find("we saw " + before + "zq" + after + " here").ruleIds());
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.of("zq", "qz", "zzq", "qxz", "z9", "q_");
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
