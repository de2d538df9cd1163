/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MinHashBandsTest {

    private static final int PAIRS = 1_000;

    @Test
    void the_table_of_probabilities_is_right() {
        assertThat(MinHashBands.probability(0.5)).isEqualTo(0.924, Offset.offset(0.001));
        assertThat(MinHashBands.probability(0.6)).isGreaterThan(0.99);
        assertThat(MinHashBands.probability(0.1)).isLessThan(0.005);
    }

    @Test
    void near_duplicates_meet_and_others_do_not() {
        assertThat(meeting(5)).as("a Jaccard coefficient of about .5 or more").isGreaterThan(0.9);
        assertThat(meeting(2)).as("about .7 or more").isGreaterThan(0.99);
        assertThat(meeting(20)).as("nothing in common").isLessThan(0.02);
    }

    /** The share of pairs that meet, when each has 20 words of which some are replaced. */
    private static double meeting(int replaced) {
        Random random = new Random(7);
        int met = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            String[] words = words(random, 20);
            String one = String.join(" ", words);
            System.arraycopy(words(random, replaced), 0, words, 0, replaced);
            met += meet(one, String.join(" ", words)) ? 1 : 0;
        }
        return (double) met / PAIRS;
    }

    private static String[] words(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> random.ints(6, 'a', 'z' + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .toArray(String[]::new);
    }

    private static boolean meet(String one, String other) {
        return !Collections.disjoint(keys(one), keys(other));
    }

    private static List<Long> keys(String text) {
        return MinHashBands.of(Shingles.of(text)).keys();
    }

    @Property
    void every_text_with_shingles_has_all_keys_and_always_the_same(@ForAll String text) {
        assertThat(keys(text))
                .hasSize(Shingles.of(text).size() == 0 ? 0 : MinHashBands.BANDS)
                .doesNotHaveDuplicates()
                .isEqualTo(keys(text));
    }
}
