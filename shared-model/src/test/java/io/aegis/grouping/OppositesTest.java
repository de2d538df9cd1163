/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OppositesTest {

    private static final Opposites OPPOSITES = Opposites.load();

    private static TextFeatures text(String text) {
        return TextFeatures.of(WordRuns.of(text), Set.of());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            please cancel my gym membership from March ; please renew my gym membership from March
            Please delete my account and all data ; Please restore my account and all data
            the driver was rude to my mother ; the driver was kind to my mother
            I am very happy with the mattress ; I am very unhappy with the mattress
            The new update fixed my battery problem ; The new update caused my battery problem
            The vase that I ordered arrived fine ; The vase that I ordered arrived smashed
            The app works on my phone ; The app doesn\u2019t work on my phone
            I have received the second letter ; I have not received the second letter
            The staff at the desk was amazing ; The staff at the desk was a nightmare
            Bitte k\u00fcndigen Sie meinen Vertrag ; Bitte verl\u00e4ngern Sie meinen Vertrag
            Die Heizung funktioniert ; Die Heizung funktioniert nicht""", delimiter = ';')
    void texts_that_say_the_opposite_are_not_alike(String one, String other) {
        assertThat(OPPOSITES.are(text(one).words(), text(other).words())).isTrue();
        assertThat(OPPOSITES.are(text(other).words(), text(one).words())).isTrue();
        assertThat(text(one).likeness(text(other), OPPOSITES)).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            The app crashes when I open invoices ; The app crashes when I open my invoices, please help
            The app crashes when I open invoices, thanks ; The app crashes when I open invoices, this is terrible
            The card that I got from you in May is still not working ; The card that I got from you in May still isn't working
            The driver was rude to my mother ; The driver was rude to my father
            Please cancel my order 4711 ; Please cancel my order 4712 now
            I was charged twice this month ; I was charged twice this month, I don't know why""", delimiter = ';')
    void texts_that_say_the_same_are(String one, String other) {
        assertThat(OPPOSITES.are(text(one).words(), text(other).words())).isFalse();
        assertThat(OPPOSITES.are(text(other).words(), text(one).words())).isFalse();
        assertThat(text(one).likeness(text(other), OPPOSITES)).isPositive();
    }
}
