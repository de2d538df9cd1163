/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageFreeSignsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\ud83d\udc4d, 1",
                "\ud83e\udd2c\ud83e\udd2c\ud83e\udd2c, -3",
                "\u2764\ufe0f\u2764\ufe0f, 2",
                "\u53ef\u662f \ud83d\udc4e, -1",
                ":) merci, 1",
                ":-( ;-(, -2",
                "5/5, 1",
                "8/10, 1",
                "1/5, -1",
                "3/5, 0",
                "24/7, 0",
                "7/5, 0",
                "100/10, 0",
                "\u2605\u2605\u2605\u2605\u2605, 1",
                "\u2b50\u2606\u2606\u2606\u2606, -1",
                "\u2605, 0",
                "(a) f(x) /, 0",
                "5 stars, 1",
                "One star!, -1",
                "Bad food. Zwei Sterne, -1",
                "cinq étoiles, 1",
                "Una estrella, -1",
                "3 stars, 0",
                "a 5 star hotel, 0",
                "first class, 0",
                "\u00e9\u00e9, 0"
            })
    void says_which_mood_the_signs_speak_for(String text, int balance) {
        assertThat(LanguageFreeSigns.of(text).balance()).isEqualTo(balance);
    }

    @Test
    void a_balance_becomes_a_compound() {
        assertThat(new LanguageFreeSigns(1).compound()).isEqualTo(0.5774);
        assertThat(new LanguageFreeSigns(-1).compound()).isEqualTo(-0.5774);
        assertThat(LanguageFreeSigns.NONE.compound()).isZero();
    }
}
