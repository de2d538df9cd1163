/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingVocabularyTest {

    private static final RoutingVocabulary KNOWN =
            new RoutingVocabulary(List.of("Refunds", "Late parcels"), List.of("Engineering - Core", "Logistics"));

    private static List<String> mistakes(String condition) {
        assertThat(RoutingConditions.mistakeIn(condition)).isEmpty();
        return RoutingConditions.comparedIn(condition).stream()
                .map(KNOWN::mistakeIn)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> doubts(String condition) {
        return RoutingConditions.comparedIn(condition).stream()
                .map(each -> RoutingVocabulary.doubtIn(each, Set.of("email", "app-store")))
                .flatMap(Optional::stream)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Biling' in topics | Biling | Security, Billing, Technical, UX, General",
                "urgent && !('billing' in topics) | billing | there are",
                "topics[0] == 'Biling' | Biling | Billing",
                "topics == ['Billing', 'Tech'] | Tech | Technical",
                "topics.exists(t, t == 'Biling') | Biling | Billing",
                "topics.all(t, t in ['UX', 'UI']) | UI | UX",
                "'Refunds' in topics | Refunds | own_topics",
                "'Billing' in own_topics | Billing | but in topics",
                "own_topics.exists(t, 'refunds' == t) | refunds | Refunds, Late parcels",
                "sentiment == 'negative' | negative | POSITIVE",
                "sentiment != 'BAD' && urgent | BAD | NEGATIVE",
                "sentiment in ['NEGATIVE', 'ANGRY'] | ANGRY | NEUTRAL",
                "department == 'Logistic' | Logistic | Engineering - Core, Logistics",
            })
    void what_no_row_ever_has_is_told_with_what_rows_may_have(String condition, String wrong, String known) {
        assertThat(mistakes(condition))
                .singleElement()
                .asString()
                .contains("\"" + wrong + "\"")
                .contains(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Billing' in topics && 'Refunds' in own_topics && department == 'Logistics'",
                "sentiment in ['NEGATIVE', 'NEUTRAL'] || text == 'Biling'",
                "text.contains('Biling') && department.startsWith('Eng')",
                "own_topics.exists(t, t.startsWith('Ref')) && topics.exists(t, t == 'UX')",
                "['a', 'b'].exists(t, t == text)",
                "language == 'klingon' && channel == 'letter'",
            })
    void what_a_row_may_have_is_no_mistake(String condition) {
        assertThat(mistakes(condition)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "language == 'english' | such as de",
                "language in ['de', 'DE'] | small letters",
                "urgent && channel == 'emial' | app-store, email",
            })
    void what_no_row_is_likely_to_have_is_a_doubt(String condition, String why) {
        assertThat(doubts(condition)).singleElement().asString().contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"language == 'pt-BR'", "language == 'und'", "channel == 'email' || channel == ''", "urgent"})
    void what_rows_have_is_none(String condition) {
        assertThat(doubts(condition)).isEmpty();
        assertThat(RoutingConditions.comparedIn("urgent &&")).isEmpty();
    }
}
