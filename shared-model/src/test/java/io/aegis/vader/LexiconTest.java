/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.vader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LexiconTest {

    private final Lexicon lexicon = Lexicon.load();

    @Test
    void it_has_as_many_entries_as_the_reference() {
        assertThat(lexicon.words()).hasSize(7506);
        assertThat(lexicon.emojis()).hasSize(1212);
    }

    @Test
    void entries_that_no_token_can_be_are_as_many_as_in_the_reference() {
        assertThat(lexicon.words().keySet().stream().filter(this::isReachable)).hasSize(7487);
    }

    @Test
    void entries_that_the_published_lexicon_has_wrong_are_corrected() {
        assertThat(lexicon.words())
                .containsAllEntriesOf(Map.of(
                        "heart", 3.2, "hearts", 3.3, "flawed", -2.1, "badass", 1.4, ":P", 1.4, ":p", 1.0, "good", 1.9));
    }

    @Test
    void emojis_have_the_names_of_their_time() {
        assertThat(lexicon.emojis())
                .containsEntry(0x2764, "red heart")
                .containsEntry(0x1F621, "pouting face")
                .containsEntry(0x1F600, "grinning face")
                .doesNotContainKey(0x1FAE0);
    }

    @Test
    void no_word_is_worth_nothing() {
        assertThat(lexicon.words().values())
                .allSatisfy(valence -> assertThat(valence).isNotZero().isBetween(-4.0, 4.0));
    }

    @Test
    void it_cannot_be_changed() {
        assertThatThrownBy(() -> lexicon.words().put("aegis", 4.0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> lexicon.emojis().put(0x41, "a")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_damaged_table_is_refused() {
        byte[] oneWordPromised = {0, 0, 0, 1};
        assertThatThrownBy(() -> Lexicon.read(new ByteArrayInputStream(oneWordPromised)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("damaged");
    }

    private boolean isReachable(String word) {
        Tokens tokens = Reading.tokens(word);
        return tokens.size() == 1 && tokens.word(0).text().equals(word);
    }
}
