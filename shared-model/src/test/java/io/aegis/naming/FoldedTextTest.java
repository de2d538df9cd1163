/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna wei\u00df-stra\u00dfe",
                "ANNA WEISS-STRASSE",
                "ANNA WEI\u1e9e-STRA\u1e9eE",
                "Anna Weiss-Stra\u00dfe"
            })
    void sharp_s_is_two_whatever_its_case(String spelling) {
        assertThat(FoldedText.of(spelling).folded()).isEqualTo("anna weiss-strasse");
        assertThat(FoldedText.fold(spelling)).isEqualTo("anna weiss-strasse");
    }

    @Test
    void ligatures_are_their_letters_and_accents_stay() {
        assertThat(FoldedText.of("O\ufb03ce").folded()).isEqualTo("office");
        assertThat(FoldedText.of("RENE\u0301").folded())
                .isEqualTo("ren\u00e9")
                .isNotEqualTo(FoldedText.of("RENE").folded());
    }

    @Test
    void what_is_taken_out_is_taken_out_of_the_text_as_it_was() {
        Pattern street = Pattern.compile("strasse");
        assertThat(FoldedText.of("Wei\u00dfe STRA\u1e9eE, Stra\u00dfe \ud83d\ude80 und Strasse!")
                        .without(street, "…"))
                .isEqualTo("Wei\u00dfe …, … \ud83d\ude80 und …!");
        assertThat(FoldedText.of("\ufb03\ufb03\ufb03 strasse").without(street, "…"))
                .as("folded it is longer")
                .isEqualTo("\ufb03\ufb03\ufb03 …");
        assertThat(FoldedText.of("Nothing of It").without(Pattern.compile("x*"), "…"))
                .isEqualTo("Nothing of It");
        assertThat(FoldedText.of("\u00df").without(Pattern.compile("s"), "…"))
                .as("half of a letter is all of it")
                .startsWith("…");
    }
}
