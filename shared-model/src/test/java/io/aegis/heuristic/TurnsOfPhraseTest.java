/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.language.LanguageDetector;
import io.aegis.vader.Vader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns of phrase that say the opposite of their words, or nothing: by kinds, each with sentences that nobody tuned rules by before. */
class TurnsOfPhraseTest {

    private static final MultilingualAnalyzer ANALYZER =
            new MultilingualAnalyzer(Vader.load()::score, LanguageDetector.load(), RulePacks.builtIn());

    private static HeuristicAnalysis analysis(String text) {
        return ANALYZER.analyze(FeedbackText.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Whenever you plug the heater in, it catches fire",
                "Heads up: the battery is on fire",
                "Heads up, my account was hacked",
                "I was only planning dinner when your pressure cooker exploded in my face and burned my hand",
                "Your security policy is useless, my account was hacked",
                "You do not react immediately although my account was hacked",
                "Nothing is more urgent than this: the battery is on fire",
                "Not urgent? My child got an electric shock from your charger!",
                "No hurry, the baby monitor only electrocuted my son",
                "I'm in no hurry to buy again: your charger burned my hand",
                "No hurry from your side as usual, and the whole store cannot take payments",
                "Your agent marked my ticket as not urgent. My money is gone and rent is due today",
                "You said it’s not urgent but we are losing thousands every hour",
                "You have ignored my not urgent ticket for weeks and now I will sue",
                "I can't breathe since I used your spray",
                "Nicht dringend sagt ihr, aber die Batterie brennt",
                "Ihr meint, das eilt nicht, aber mein Konto wurde gehackt",
                "Para ustedes no es urgente pero la batería está en llamas",
                "Dicen que no es urgente pero hackearon mi cuenta",
                "Ce n'est pas urgent pour vous mais la batterie est en feu",
                "Ce n'est pas urgent selon vous mais mon compte a été piraté",
                "Ich kündige, wenn das bis Freitag nicht gelöst ist",
                "Voy a cancelar si no lo arreglan antes del viernes",
                "Je résilie si ce n'est pas réglé avant vendredi",
                "Me quiero matar",
                "je veux en finir avec la vie",
                "Ich kriege keine Luft seit ich euer Spray benutzt habe",
                "No puedo respirar desde que usé su spray",
                "Je n'arrive plus à respirer depuis que j'ai utilisé votre spray",
                "Auf meiner Karte sind Abbuchungen, die ich nicht gemacht habe",
                "Il y a des prélèvements sur ma carte que je n'ai pas faits",
                "Un desconocido accede a mi cuenta"
            })
    void a_polite_phrase_or_another_language_does_not_hide_an_emergency(String text) {
        assertThat(analysis(text).labels().urgent()).as(text).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No rush, answer whenever you can",
                "Whenever you have a minute, could you look at my invoice?",
                "Just a heads up that the footer has a typo",
                "I have a question about your security policy",
                "I am only planning ahead: do you deliver in March?",
                "Not needed immediately, but a dark theme would be nice",
                "The lawyer in your advert is funny",
                "My lawyers use this to scan contracts",
                "the hack with the vinegar cleaned my kettle",
                "This app has hacked my brain, can't put it down",
                "hacker news sent me here",
                "We won't sue",
                "We will not sue you",
                "I never said I would call my lawyer",
                "No emergency",
                "We never made a better purchase",
                "Das eilt nicht, nur eine Frage zur Rechnung",
                "No es urgente, solo una pregunta",
                "Ce n'est pas urgent, juste une question"
            })
    void what_is_calm_stays_calm(String text) {
        assertThat(analysis(text).labels().urgent()).as(text).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Never been better",
                "I've never been happier",
                "It has never been easier to order",
                "Service has never been faster",
                "We have never been let down by you",
                "I have nothing but praise",
                "Nothing but respect for your drivers",
                "I could not be happier",
                "Weniger Abstürze als früher",
                "Läuft seit dem Update endlich ohne Abstürze",
                "Menos fallos que antes",
                "Desde la actualización ya no se traba, gracias",
                "Moins de bugs qu'avant"
            })
    void praise_in_the_words_of_complaints_is_none(String text) {
        HeuristicAnalysis analysis = analysis(text);
        assertThat(analysis.labels().sentiment()).as(text).isNotEqualTo(Sentiment.NEGATIVE);
        assertThat(analysis.labels().topics()).as(text).doesNotContain(Topic.SECURITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I could not be more disappointed",
                "I couldn’t be more disappointed with you",
                "I could not be more frustrated with support",
                "The service could not be worse",
                "Could not be more useless",
                "I could not be angrier",
                "nothing but trouble",
                "nothing but problems since day one"
            })
    void rage_in_the_words_of_praise_is_none(String text) {
        assertThat(analysis(text).labels().sentiment()).as(text).isEqualTo(Sentiment.NEGATIVE);
    }
}
