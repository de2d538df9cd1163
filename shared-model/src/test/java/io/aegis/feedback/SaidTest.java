/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaidTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "> My card was stolen. I never wrote that|I never wrote that",
                "> It burns > Please come! It was a drill|It was a drill",
                "All fine. On Monday, Jane Doe wrote: > My card was stolen. Help me|All fine.",
                "Alles gut. Am Montag schrieb Jana Klein: > Mein Konto wurde gehackt|Alles gut.",
                "[ ] Fraud [ ] Legal action [x] Other: my address|[x] Other: my address",
                "☐ Betrug ☒ Adresse|☒ Adresse"
            })
    void what_is_quoted_or_was_not_chosen_is_not_said(String text, String said) {
        assertThat(Said.of(text).strip()).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Menu > Settings > Cards: my card was stolen",
                "> My card was stolen",
                "5 > 3, is it not?",
                "I want it -> now",
                "[ ]",
                "My list[] is empty[0]"
            })
    void the_rest_is(String text) {
        assertThat(Said.of(text)).isSameAs(text);
    }
}
