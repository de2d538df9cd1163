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
        assertThat(new String(Folding.fold(text))).isEqualTo(folded);
    }
}
