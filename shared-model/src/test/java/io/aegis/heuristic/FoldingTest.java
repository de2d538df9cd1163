/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {

    @ParameterizedTest
    @CsvSource({
        "CRASH, crash",
        "won't, wont",
        "won\u2019t, wont",
        "won\u00b4t é, wont é",
        "ｆｒａｕｄ, fraud",
        "\uD835\uDC1F\uD835\uDC2B\uD835\uDC1A\uD835\uDC2E\uD835\uDC1D, fraud",
        "fr\u200baud, fraud",
        "f\u0336r\u0336aud, fraud",
        "\u0421r\u0430sh, crash",
        "\u03BF\u0440\u0435n, open",
        "st\u0131ll, still",
        "\ufb01x, fix",
        "straße, straße"
    })
    void disguises_of_words_are_undone(String text, String folded) {
        assertThat(new String(Folding.ENGLISH.fold(text))).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({"Größe schließt, groesse schliesst", "GROẞ ÄRGER, gross aerger", "café, cafe", "geht's, gehts"})
    void german_is_read_as_it_is_written_without_umlauts(String text, String folded) {
        Folding german = new Folding(Folding.Accents.UMLAUTS, false);
        assertThat(new String(german.fold(text))).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({"l’appli, l appli", "J'ai été débité, j ai ete debite", "SŒUR œuvre, soeur oeuvre", "año, ano"})
    void accents_may_be_left_out_and_apostrophes_part_words(String text, String folded) {
        Folding french = new Folding(Folding.Accents.DROP, true);
        assertThat(new String(french.fold(text))).isEqualTo(folded);
    }
}
