/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ComplaintsTest {

    private static List<String> texts(long seed, double urgentShare, int count) {
        var complaints = new Complaints(seed, urgentShare);
        return LongStream.range(0, count).mapToObj(complaints::text).toList();
    }

    @Test
    void texts_are_distinct_and_of_ordinary_length() {
        assertThat(texts(1_763_632_800_000L, 0.5, 20_000))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).hasSizeBetween(60, 300));
    }

    @Test
    void the_same_seed_repeats_the_texts_and_another_never_does() {
        assertThat(texts(7, 0.1, 1_000)).isEqualTo(texts(7, 0.1, 1_000));
        assertThat(texts(7, 0.1, 1_000)).doesNotContainAnyElementsOf(texts(8, 0.1, 1_000));
    }

    @Test
    void the_urgent_share_is_kept() {
        long urgent = texts(3, 0.2, 10_000).stream()
                .filter(text -> text.matches(".*(lawyer|fraudulent|locked out|caught fire|Friday|losing money).*"))
                .count();

        assertThat(urgent).isBetween(1_800L, 2_200L);
        assertThat(texts(3, 0, 1_000)).noneMatch(text -> text.contains("lawyer"));
    }

    @Test
    void impossible_shares_and_seeds_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Complaints(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Complaints(0, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Complaints(0, Double.NaN));
    }
}
