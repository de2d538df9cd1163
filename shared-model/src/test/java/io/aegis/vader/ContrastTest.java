/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ContrastTest {

    private static double[] weighed(String text, double... valences) {
        Contrast.apply(Reading.tokens(text), valences);
        return valences;
    }

    @Test
    void without_a_but_nothing_changes() {
        assertThat(weighed("x y z", 1, 2, 3)).containsExactly(1, 2, 3);
    }

    @Test
    void what_comes_before_counts_half_and_what_comes_after_counts_more() {
        assertThat(weighed("x but y", 3, 0, -2)).containsExactly(1.5, 0, -3);
    }

    @Test
    void only_the_first_but_counts() {
        assertThat(weighed("x but y but z", 1, 0, 2, 0, 5)).containsExactly(0.5, 0, 3, 0, 7.5);
    }

    @Test
    void equal_words_behind_it_are_weighed_one_by_one() {
        assertThat(weighed("but x y z", 0, 2, 2, 2)).containsExactly(0, 3, 3, 3);
    }

    @Test
    void a_word_behind_it_that_equals_a_halved_one_halves_that_one_again() {
        assertThat(weighed("x but y", 2, 0, 1)).containsExactly(0.5, 0, 1);
    }

    @Test
    void a_long_text_of_equal_words_is_weighed_to_its_end() {
        double[] valences = new double[20_000];
        Arrays.fill(valences, 1, valences.length, 2);
        assertThat(Arrays.stream(weighed("but " + "x ".repeat(valences.length - 1), valences))
                        .skip(1))
                .containsOnly(3.0);
    }

    @Property
    void it_does_what_the_plain_search_of_the_reference_does(
            @ForAll @Size(min = 1, max = 40) int[] raw, @ForAll @IntRange(max = 39) int at) {
        int but = at % raw.length;
        double[] expected = IntStream.range(0, raw.length)
                // Powers of two and their threefolds, so that scaled values meet others.
                .mapToDouble(i -> i == but ? 0 : Math.scalb(raw[i] % 3, Math.floorMod(raw[i], 5)))
                .toArray();
        double[] actual = expected.clone();
        searchAndScale(expected, but);

        String text = IntStream.range(0, raw.length)
                .mapToObj(i -> i == but ? "but " : "x ")
                .reduce("", String::concat);
        assertThat(weighed(text, actual)).isEqualTo(expected);
    }

    private static void searchAndScale(double[] valences, int but) {
        for (int i = 0; i < valences.length; i++) {
            int first = 0;
            while (valences[first] != valences[i]) {
                first++;
            }
            if (first != but) {
                valences[first] *= first < but ? 0.5 : 1.5;
            }
        }
    }
}
