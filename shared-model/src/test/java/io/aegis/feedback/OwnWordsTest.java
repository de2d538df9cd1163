/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnWordsTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "|", quoteCharacter = '\0', textBlock = """
            Wo ist es? Sent from my iPhone                              | Wo ist es?
            Where is it? Inviato da iPhone                              | Where is it?
            Where is it? Mit freundlichen Grüßen Max Muster, Köln       | Where is it?
            Wo ist es? Kind regards, Jane Miller                        | Wo ist es?
            Es kommt „Your card was declined“                           | Es kommt
            Il affiche « Your card was declined » puis plus rien        | Il affiche   puis plus rien
            """)
    void what_is_below_or_quoted_is_left_out(String text, String own) {
        assertThat(OwnWords.of(text).strip()).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from my iPhone",
                "Kind regards, Jane",
                "\"Your card was declined\"",
                "Error \"Ihre Karte wurde abgelehnt\"",
                "The \"new\" design is ugly",
                "Saludos a todos, gran tienda"
            })
    void what_would_leave_too_little_stays(String text) {
        assertThat(OwnWords.of(text)).isEqualTo(text);
    }
}
