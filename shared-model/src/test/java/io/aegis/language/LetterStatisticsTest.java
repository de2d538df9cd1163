/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class LetterStatisticsTest {

    private static final LetterStatistics LETTERS = LetterStatistics.load();

    private static int german(String word) {
        int[] sums = new int[LETTERS.languages().size()];
        LETTERS.weigh(word, sums);
        return sums[LETTERS.languages().indexOf("de")];
    }

    @Test
    void words_weigh_for_the_language_whose_letters_they_have() {
        assertThat(german("rechnung")).isGreaterThan(LetterStatistics.parts(2));
        assertThat(german("the")).isNegative();
    }

    @Test
    void says_nothing_of_letters_that_no_language_has() {
        assertThat(german("ψψψψ")).isZero();
    }

    @Test
    void a_damaged_table_is_told() {
        assertThatThrownBy(() -> LetterStatistics.read(new ByteArrayInputStream(new byte[] {0, 0, 0, 1})))
                .isInstanceOf(UncheckedIOException.class);
    }
}
