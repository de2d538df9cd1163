/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ShinglesTest {

    private static double similarity(String one, String other) {
        return Shingles.of(one).jaccard(Shingles.of(other));
    }

    @Test
    void case_punctuation_and_spaces_make_no_difference() {
        assertThat(similarity("I was charged TWICE!!!", "  i was   charged, twice."))
                .isEqualTo(1);
    }

    @Test
    void a_typo_leaves_most_and_a_greeting_half() {
        String text = "The app crashes whenever I open my invoices on the phone";
        assertThat(similarity(text, "The app crashs whenever I open my invoices on the phone"))
                .isGreaterThan(0.8);
        assertThat(similarity(text, "Hello dear support, " + text + " thanks")).isBetween(0.6, 0.9);
        assertThat(similarity(text, "Thank you, everything arrived in time and works well"))
                .isLessThan(0.1);
    }

    @Test
    void nothing_resembles_a_text_without_characters() {
        assertThat(Shingles.of(" ... !?").size()).isZero();
        assertThat(similarity("...", "!!!")).isZero();
        assertThat(similarity("...", "word")).isZero();
        assertThat(similarity("", "")).isZero();
    }

    @Test
    void short_texts_emoji_and_other_scripts_have_shingles() {
        assertThat(similarity("a", "A.")).isEqualTo(1);
        assertThat(similarity("\uD83D\uDD25\uD83D\uDD25", "\uD83D\uDD25\uD83D\uDD25 !"))
                .isEqualTo(1);
        assertThat(similarity("退款还没有到账，请尽快处理", "退款还没有到账请尽快处理！")).isGreaterThan(0.5);
        assertThat(similarity("退款还没有到账", "物流太慢了不满意")).isLessThan(0.1);
    }

    @Test
    void what_is_behind_the_limit_does_not_count() {
        String longest = "ab".repeat(Shingles.LONGEST_TEXT / 2);
        assertThat(similarity(longest, longest + " and more")).isEqualTo(1);
        assertThat(Shingles.of("\uD83D\uDD25 ".repeat(50_000)).size()).isLessThanOrEqualTo(Shingles.LONGEST_TEXT);
    }

    /** What is stored must be found again by later versions. */
    @Test
    void hashes_never_change() {
        assertThat(Shingles.of("refund").minimum(0)).isEqualTo(STORED_MINIMUM);
        assertThat(MinHashBands.of(Shingles.of("refund")).keys()).startsWith(STORED_KEY);
    }

    private static final int STORED_MINIMUM = -1496306838;
    private static final long STORED_KEY = 64_758_677L;

    @Property
    void is_the_jaccard_coefficient_of_the_sets_of_runs(
            @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'd') String one,
            @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'd') String other) {
        Set<String> shared = runs(one);
        Set<String> together = runs(other);
        shared.retainAll(together);
        together.addAll(runs(one));
        double expected = together.isEmpty() ? 0 : (double) shared.size() / together.size();
        assertThat(similarity(one, other)).isEqualTo(expected, Offset.offset(1e-12));
    }

    private static Set<String> runs(String text) {
        Set<String> runs = new HashSet<>();
        String padded = " " + text + " ";
        for (int at = 0; !text.isEmpty() && at < Math.max(1, padded.length() - 3); at++) {
            runs.add(padded.substring(at, Math.min(padded.length(), at + 4)));
        }
        return runs;
    }

    @Property
    void any_text_resembles_itself_and_others_both_ways_alike(@ForAll String one, @ForAll String other) {
        Shingles mine = Shingles.of(one);
        Shingles theirs = Shingles.of(other);
        assertThat(mine.jaccard(mine)).isEqualTo(mine.size() == 0 ? 0 : 1);
        assertThat(mine.jaccard(theirs)).isEqualTo(theirs.jaccard(mine)).isBetween(0.0, 1.0);
        assertThat(mine.size()).isLessThanOrEqualTo(one.length() + 2);
    }
}
