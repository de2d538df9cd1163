/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommonRunsTest {

    private static final String FOOTER =
            " Order number: %d. Thank you for contacting the support of Acme, we answer within"
                    + " two working days. This message is meant for its addressee alone.";

    /** A statement in a language that nobody speaks, each in other words. */
    static String statement(int number) {
        Random random = new Random(number);
        return String.join(
                " ",
                IntStream.range(0, 5)
                        .mapToObj(_ -> Long.toString(random.nextLong(400_000_000L) + 400_000_000L, 26))
                        .map(word -> word.replaceAll("[0-9]", "x"))
                        .toList());
    }

    private static Set<Long> learned(int texts, IntFunction<String> text) {
        return CommonRuns.of(
                IntStream.range(0, texts).mapToObj(text).map(WordRuns::of).toList(), Set.of());
    }

    @Test
    void what_different_texts_share_is_left_out_with_whatever_number() {
        Set<Long> common = learned(30, i -> statement(i) + FOOTER.formatted(i * 7919));
        assertThat(common).isNotEmpty();
        String other = statement(77);
        assertThat(WordRuns.of(other + FOOTER.formatted(1)).without(common)).isEqualTo(other);
        assertThat(WordRuns.of(other).without(common)).isEqualTo(other);
        FingerprintedText whole = FingerprintedText.of(new UUID(0, 1), other + FOOTER.formatted(1));
        assertThat(whole.without(common).stripped()).isTrue();
        assertThat(whole.without(common).shingles().jaccard(Shingles.of(other))).isEqualTo(1);
        assertThat(whole.without(Set.of())).isSameAs(whole);
    }

    @Test
    void what_is_nothing_but_that_stays_whole() {
        Set<Long> common = learned(30, i -> statement(i) + FOOTER.formatted(i));
        for (String little : List.of("", "ok", "\uD83D\uDE21 \uD83D\uDE21", "123456789 ")) {
            String text = little + FOOTER.formatted(5);
            assertThat(WordRuns.of(text).without(common)).isEqualTo(text);
        }
    }

    @Test
    void a_complaint_of_many_is_none_whatever_number_name_or_plea_is_beside_it() {
        String complaint = "The app crashes since the last update whenever I open my invoices";
        String[] pleas = {"please help", "fix it now", "thanks a lot", "Anna Miller", "hello there", "so sad"};
        assertThat(learned(60, i -> complaint + ", order " + i * 7919)).isEmpty();
        assertThat(learned(60, i -> pleas[i % 6] + ". " + complaint + ". " + pleas[i / 6 % 6] + i))
                .isEmpty();
        assertThat(learned(60, i -> complaint + ". I want my money back, I am customer " + i))
                .isEmpty();
        assertThat(learned(CommonRuns.TEXTS - 1, i -> statement(i) + FOOTER.formatted(i)))
                .as("too few")
                .isEmpty();
        assertThat(learned(60, i -> "I want to cancel my subscription because " + statement(i)))
                .as("a matter, and the reasons of many for it")
                .isEmpty();
        assertThat(learned(60, i -> statement(i) + " sent from my phone"))
                .as("less than the statements")
                .isEmpty();
    }

    @Test
    void a_complaint_of_many_to_which_each_adds_one_of_some_sentences_is_none() {
        String complaint = "Why do you keep declining my payment? I tried several times with this card";
        Random random = new Random(5);
        for (int round = 0; round < 50; round++) {
            assertThat(learned(32, _ -> complaint + ". " + statement(random.nextInt(13))))
                    .as("round %d", round)
                    .isEmpty();
        }
    }

    @Test
    void scripts_without_spaces_have_runs_too() {
        String footer = "\u611f\u8c22\u60a8\u8054\u7cfb\u6211\u4eec\u7684\u5ba2\u6237\u670d\u52a1\u56e2\u961f";
        Set<Long> common = learned(30, i -> statement(i) + footer);
        assertThat(WordRuns.of(statement(99) + footer).without(common)).isEqualTo(statement(99));
        assertThat(WordRuns.of("\uD83D\uDE21\uD83D\uDE21").runs()).isEmpty();
        assertThat(WordRuns.of("").without(common)).isEmpty();
    }
}
