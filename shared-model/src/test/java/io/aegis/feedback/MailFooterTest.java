/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailFooterTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "|", textBlock = """
            Where is it? -- Jane Doe, ACME Ltd                                   | Where is it?
            Where is it? Kind regards, Jane -- Jane Doe                          | Where is it? Kind regards, Jane
            Where is it? Sent from my iPhone                                     | Where is it?
            Wo ist es? Von meinem iPhone gesendet                                | Wo ist es?
            Where is it? To unsubscribe click here.                              | Where is it?
            A. This e-mail is confidential. If you got it in error, delete it.   | A.
            A. This e-mail is confidential. Delete it. My card is lost.          | A. My card is lost.
            """)
    void a_footer_is_left_out(String text, String rest) {
        assertThat(MailFooter.without(text).strip()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It works -- sometimes",
                "It broke. -- The charger caught fire",
                "Hello. -- My account was hacked",
                "Your e-mail to me was confidential",
                "The data in this message is confidential, why do others see it?",
                "I cannot unsubscribe from the newsletter",
                "The money was sent from my account",
                "Sent from my account to strangers"
            })
    void what_is_no_footer_stays(String text) {
        assertThat(MailFooter.without(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- Jane Doe", "Sent from my iPhone"})
    void a_text_may_be_nothing_else(String text) {
        assertThat(MailFooter.without(text)).isBlank();
    }
}
