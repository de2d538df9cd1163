/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class WordPieceTokenizerTest {

    private static final List<String> PIECES = List.of(
            "[UNK]", "[CLS]", "[SEP]", "i", "was", "charge", "##d", "twice", "!", "cafe", "人", "口", "$", "##x", "5",
            "€", "'", "don", "t");

    private final WordPieceTokenizer tokenizer = new WordPieceTokenizer(vocabulary());

    private static Map<String, Integer> vocabulary() {
        Map<String, Integer> vocabulary = new HashMap<>();
        PIECES.forEach(piece -> vocabulary.put(piece, vocabulary.size()));
        return vocabulary;
    }

    private List<String> pieces(String text) {
        return Arrays.stream(tokenizer.encode(text)).mapToObj(PIECES::get).toList();
    }

    @Test
    void words_are_taken_apart_into_the_longest_pieces() {
        assertThat(pieces("I was charged twice!"))
                .containsExactly("[CLS]", "i", "was", "charge", "##d", "twice", "!", "[SEP]");
    }

    @Test
    void case_accents_and_kinds_of_blanks_do_not_matter() {
        assertThat(pieces("CAFÉ\u00a0cafe\u0301\r\n\tCafé\u200b"))
                .containsExactly("[CLS]", "cafe", "cafe", "cafe", "[SEP]");
    }

    @Test
    void punctuation_and_symbols_of_ascii_stand_alone_and_other_symbols_do_not() {
        assertThat(pieces("don't $5")).containsExactly("[CLS]", "don", "'", "t", "$", "5", "[SEP]");
        assertThat(pieces("€ €x 5€")).containsExactly("[CLS]", "€", "€", "##x", "[UNK]", "[SEP]");
    }

    @Test
    void it_understands_what_has_more_words_than_unknown_ones_and_letters_of_other_scripts() {
        assertThat(understands("charged")).isTrue();
        assertThat(understands("I was charged \ud83d\udc4d")).isTrue();
        assertThat(understands("\ud83d\udc4d")).isFalse();
        assertThat(understands("人口")).isFalse();
        assertThat(understands("twice 人口")).isFalse();
        assertThat(understands("twice \ud83d\udc4d")).isFalse();
        assertThat(understands("i 5!")).isFalse();
        assertThat(understands("")).isFalse();
    }

    private boolean understands(String text) {
        return tokenizer.understands(tokenizer.encode(text));
    }

    @Test
    void ideographs_are_words_of_their_own() {
        assertThat(pieces("i人口i")).containsExactly("[CLS]", "i", "人", "口", "i", "[SEP]");
    }

    @Test
    void a_word_of_which_a_part_is_no_piece_is_unknown_as_a_whole() {
        assertThat(pieces("charged chargedq i")).containsExactly("[CLS]", "charge", "##d", "[UNK]", "i", "[SEP]");
    }

    @Test
    void names_of_the_vocabularys_own_marks_are_text_like_any_other() {
        assertThat(pieces("[SEP]")).containsExactly("[CLS]", "[UNK]", "[UNK]", "[UNK]", "[SEP]");
    }

    @Test
    void words_of_over_a_hundred_characters_are_unknown() {
        assertThat(pieces("i" + "x".repeat(99))).hasSize(102).startsWith("[CLS]", "i", "##x");
        assertThat(pieces("i" + "x".repeat(100))).containsExactly("[CLS]", "[UNK]", "[SEP]");
    }

    @Test
    void nothing_is_only_a_beginning_and_an_end() {
        assertThat(pieces("")).containsExactly("[CLS]", "[SEP]");
        assertThat(pieces(" \u0000\u0301\uFFFD\uD800 ")).containsExactly("[CLS]", "[SEP]");
    }

    @Test
    void long_texts_are_cut_at_the_end() {
        assertThat(pieces("i ".repeat(1_000)))
                .hasSize(WordPieceTokenizer.MAX_TOKENS)
                .startsWith("[CLS]")
                .endsWith("i", "[SEP]");
        assertThat(pieces("i" + "x".repeat(98) + " i" + "x".repeat(98) + " i" + "x".repeat(98)))
                .hasSize(WordPieceTokenizer.MAX_TOKENS)
                .endsWith("##x", "[SEP]");
        assertThat(pieces(" ".repeat(WordPieceTokenizer.MAX_CHARACTERS) + "i")).hasSize(2);
    }

    @Test
    void a_vocabulary_without_its_marks_is_refused() {
        assertThatThrownBy(() -> new WordPieceTokenizer(Map.of("[UNK]", 0, "[CLS]", 1)))
                .hasMessageContaining("[SEP]");
    }

    @Property(tries = 500)
    void whatever_is_written_becomes_numbers_of_the_vocabulary_within_bounds(@ForAll String text) {
        int[] numbers = tokenizer.encode(text);

        assertThat(numbers).hasSizeBetween(2, WordPieceTokenizer.MAX_TOKENS);
        assertThat(Arrays.stream(numbers)).allMatch(number -> number >= 0 && number < PIECES.size());
        assertThat(numbers).startsWith(1).endsWith(2);
    }

    @Property
    void plain_texts_are_read_as_all_others(@ForAll @CharRange(from = '\0', to = '\177') String text) {
        // Behind it stands what is dropped, but is no plain character.
        assertThat(tokenizer.encode(text)).isEqualTo(tokenizer.encode(text + "\u200b"));
        assertThat(tokenizer.encode("Charged " + text)).isEqualTo(tokenizer.encode("CHARGED " + text + "\u200b"));
    }

    @Test
    void pieces_are_told_by_their_numbers() {
        assertThat(tokenizer.pieces()).isEqualTo(PIECES);
        assertThat(tokenizer.alone(5)).containsExactly(1, 5, 2);
        Map<String, Integer> gaps = vocabulary();
        gaps.put("far", 99);
        assertThatThrownBy(() -> new WordPieceTokenizer(gaps).pieces()).isInstanceOf(IllegalStateException.class);
    }
}
