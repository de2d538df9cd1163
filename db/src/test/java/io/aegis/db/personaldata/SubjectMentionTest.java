/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectMentionTest {

    private static final SubjectMention SEVEN =
            new SubjectMention(new DataSubject(DataSubject.Kind.CUSTOMER_REF, "k.7"));

    @ParameterizedTest
    @ValueSource(strings = {"k.7", "of K.7", "\"k.7\" in tags", "k.7-vip", "(k.7)"})
    void a_customer_is_found_as_a_word(String text) {
        assertThat(SEVEN.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k.77", "ak.7", "k57", "\u00e9k.7"})
    void what_only_holds_the_same_letters_is_another(String text) {
        assertThat(SEVEN.isIn(text)).isFalse();
    }

    @Test
    void a_text_without_the_customer_says_the_rest() {
        assertThat(SEVEN.without("Refunds of K.7 and k.7")).isEqualTo("Refunds of … and …");
        SubjectMention rene = new SubjectMention(new DataSubject(DataSubject.Kind.ADDRESS, "Rene\u0301 Rue"));
        assertThat(rene.without("Refunds of Rene\u0301 rue, Ren\u00e9 Rue")).isEqualTo("Refunds of …, …");
        assertThat(rene.is("Ren\u00e9 Rue")).isTrue();
        assertThat(SEVEN.is(" K.7 ")).isTrue();
        assertThat(SEVEN.is("k.7 and more")).isFalse();
    }

    @Test
    void sharp_s_is_two_in_any_case() {
        SubjectMention anna =
                new SubjectMention(new DataSubject(DataSubject.Kind.ADDRESS, "anna wei\u00df-stra\u00dfe"));
        assertThat(anna.is("ANNA WEISS-STRASSE")).isTrue();
        assertThat(anna.is("ANNA WEI\u1e9e-STRA\u1e9eE")).isTrue();
        assertThat(anna.without("Stra\u00dfe of Anna Weiss-Stra\u00dfe!")).isEqualTo("Stra\u00dfe of …!");
    }

    @Test
    void values_of_a_filter_are_read_as_the_server_does() {
        assertThat(SubjectMention.valuesOf("q=k%2E7+late&status=Open&x&tag=%zz&="))
                .containsExactly("k.7 late", "Open", "%zz", "");
        assertThat(SubjectMention.valuesOf("")).isEmpty();
    }
}
