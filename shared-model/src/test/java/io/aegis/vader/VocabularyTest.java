/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.vader.Word.Role;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private final Lexicon lexicon = Lexicon.load();
    private final Vocabulary vocabulary = Vocabulary.of(lexicon);

    private Word find(String text) {
        return vocabulary.find(text, 0, text.length());
    }

    @Test
    void every_lower_case_word_of_the_lexicon_is_found_with_its_valence() {
        lexicon.words().forEach((text, valence) -> {
            if (text.equals(text.toLowerCase(Locale.ROOT))) {
                assertThat(find(text).valence()).as(text).isEqualTo(valence);
            }
        });
    }

    @Test
    void case_makes_no_difference() {
        assertThat(find("GoOD")).isSameAs(find("good"));
        assertThat(find("ZZZ").text()).isEqualTo(find("zzz").text());
        assertThat(find("Zealot").valence()).isEqualTo(lexicon.words().get("zealot"));
        assertThat(find("AWFUL").valence()).isEqualTo(lexicon.words().get("awful"));
    }

    @Test
    void the_kelvin_sign_is_a_k_as_unicode_says() {
        assertThat(find("\u212Aiss").text()).isEqualTo("kiss");
    }

    @Test
    void no_other_character_becomes_ascii_in_lower_case_and_all_words_are_ascii() {
        assertThat(IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
                        .filter(c -> Character.toString(c)
                                .toLowerCase(Locale.ROOT)
                                .chars()
                                .allMatch(lower -> lower < 0x80))
                        .toArray())
                .containsExactly(0x212A);
        assertThat(lexicon.words().keySet())
                .filteredOn(text -> text.equals(text.toLowerCase(Locale.ROOT)))
                .allSatisfy(
                        text -> assertThat(text.chars().allMatch(c -> c < 0x80)).isTrue());
    }

    @Test
    void entries_with_capitals_are_never_found() {
        assertThat(lexicon.words().keySet()).contains(":Þ", ":-Þ");
        assertThat(find(":-Þ")).isSameAs(Word.UNKNOWN);
        assertThat(find(":Þ")).isSameAs(Word.UNKNOWN);
    }

    @Test
    void only_the_slice_is_looked_up() {
        assertThat(vocabulary.find("ungooder", 2, 6)).isSameAs(find("good"));
        assertThat(vocabulary.find("ungooder", 2, 5)).isNotSameAs(find("good"));
        assertThat(vocabulary.find("can't", 0, 3)).isSameAs(Word.UNKNOWN);
    }

    @Test
    void a_word_that_nobody_knows_is_unknown_and_neutral() {
        Word word = find("qwertz");
        assertThat(word).isSameAs(Word.UNKNOWN);
        assertThat(word.inLexicon()).isFalse();
        assertThat(word.negates()).isFalse();
    }

    @Test
    void an_unknown_word_with_n_apostrophe_t_negates() {
        assertThat(find("y'all'dn't've")).isSameAs(Word.UNKNOWN_NEGATION);
        assertThat(Word.UNKNOWN_NEGATION.negates()).isTrue();
    }

    @Test
    void words_of_the_rules_have_what_the_rules_ask_for() {
        assertThat(find("very").boost()).isEqualTo(0.293);
        assertThat(find("very").is(Role.VERY)).isTrue();
        assertThat(find("barely").boost()).isEqualTo(-0.293);
        assertThat(find("never").negates()).isTrue();
        assertThat(find("never").is(Role.NEVER)).isTrue();
        assertThat(find("no").inLexicon()).isTrue();
        assertThat(find("of").endsPhrase()).isTrue();
        assertThat(find("bus").text()).isEqualTo("bus");
        assertThat(find("bus").endsPhrase()).isFalse();
        assertThat(find("none").is(Role.NONE)).isTrue();
    }

    @Test
    void a_small_vocabulary_works_as_well() {
        Vocabulary small = Vocabulary.of(new Lexicon(Map.of("good", 1.0), Map.of()));
        assertThat(small.find("good", 0, 4).valence()).isEqualTo(1.0);
        assertThat(small.find("bad", 0, 3).valence()).isZero();
    }
}
