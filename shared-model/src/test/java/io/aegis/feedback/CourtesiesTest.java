/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CourtesiesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Where is it? Kind regards, Anna B. Small, Head of Sales|Where is it?",
                "It broke. Thank you and best wishes|It broke.",
                "It broke. Many thanks in advance for your help, Tom|It broke.",
                "Wo ist es? Mit freundlichen Grüßen, Jana Klein|Wo ist es?",
                "Où est-il ? Bien cordialement, Luc|Où est-il ?",
                "¿Dónde está? Un cordial saludo, Eva|¿Dónde está?",
                "Where is it? Thanks!|Where is it?",
                "Thank you for taking part in our survey. It is over.|It is over."
            })
    void closings_go_and_thanks_for_an_answer_do(String text, String rest) {
        assertThat(Courtesies.without(text, false).strip()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Great help. Thank you very much",
                "Thanks for the quick help with my order, it works",
                "I have the best wishes for your team",
                "down to earth, cheers !!",
                "No word of it here"
            })
    void thanks_that_are_meant_stay(String text) {
        assertThat(Courtesies.without(text, false)).isSameAs(text);
    }

    @Test
    void thanks_below_a_complaint_go() {
        assertThat(Courtesies.without("My account was hacked. Thank you so much for your quick help, Tom", true))
                .isEqualTo("My account was hacked.");
        assertThat(Courtesies.without("Mon compte est piraté. Merci pour votre aide, cordialement", true))
                .isEqualTo("Mon compte est piraté.");
    }

    @Test
    void nothing_is_left_of_a_closing_alone() {
        assertThat(Courtesies.without("Best regards, Anna", false)).isBlank();
    }

    /** What could be parted in more ways than there are atoms is parted in one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kind regards %A.",
                "Kind regards %A-",
                "best regards %, A",
                "Thanks in advance for %a ",
                "Thanks %de la ",
                "Thank you %l la le ",
                "merci %encore ",
                "salut %salut ",
                "gracias %y gracias ",
                "%thanks for contacting "
            })
    @Timeout(60)
    void whoever_means_harm_is_read_at_once(String pattern) {
        String[] parts = pattern.split("%", -1);
        for (int times : new int[] {30, 60, 100, 1_000}) {
            String text = parts[0] + parts[1].repeat(times) + "1";
            assertThat(Courtesies.without(text, true)).hasSizeLessThanOrEqualTo(text.length());
        }
    }

    @Test
    void names_in_small_letters_and_titles_are_names() {
        assertThat(Courtesies.without("It is broken. Kind regards, yann", false))
                .isEqualTo("It is broken.");
        assertThat(Courtesies.without("It is broken. Kind regards, Dr. A.-M. van der Velde, Head of Sales", false))
                .isEqualTo("It is broken.");
    }
}
