/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            Hello, World!           => hello world
            I can't log-in          => i cant log in
            is_urgent snake_case    => is_urgent snake_case
            2fa mp3 24              => 2fa mp3 24
            1,500.50 users          => 1,500.50 users
            version 2. Next         => version 2 next
            5,Never                 => 5 never
            $5 £ 7.50 €1,000 50€    => $# $# $# $#
            5 dollars 7.50  euros   => $# $#
            5 dolls 12 hours        => 5 dolls 12 hours
            $ and 5$ and $x         => and $# and x
            2x dollars              => 2x dollars
            f r a u d here          => fraud here
            a f.r.a.u.d             => afraud
            a b c                   => a b c
            a b c d1                => a b c d1
            1 2 3 4                 => 1 2 3 4
            a b c d 1               => abcd 1
            so 😀 good              => so good
            größe 東京              => größe 東京
            """)
    void a_text_is_cut_into_words(String text, String words) {
        assertThat(Words.of(text)).hasToString(words);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            one two. three         => one three
            one! two? three        => one two three
            one, two; three: four  => one
            it costs 2.50 now      => it
            one。two               => one two
            """)
    void sentences_end_with_their_marks(String text, String openings) {
        Words words = Words.of(text);
        assertThat(IntStream.range(0, words.count())
                        .filter(words::opensSentence)
                        .mapToObj(words::text)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(openings);
    }

    @Test
    void of_a_long_text_its_beginning_and_its_end_are_kept() {
        Words words = Words.of(IntStream.range(0, 1000).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")));
        assertThat(words.count()).isEqualTo(Words.LIMIT);
        assertThat(words.text(383)).isEqualTo("w383");
        assertThat(words.text(384)).isEqualTo("w872");
        assertThat(words.text(511)).isEqualTo("w999");
        assertThat(words.opensSentence(384)).isTrue();
    }

    @Test
    void a_text_at_the_limit_is_kept_whole() {
        Words words = Words.of("w ".repeat(2) + "ww ".repeat(510));
        assertThat(words.count()).isEqualTo(512);
        assertThat(words.opensSentence(384)).isFalse();
    }

    @Test
    void a_text_without_words_has_none() {
        assertThat(Words.of("").count()).isZero();
        assertThat(Words.of("?! ...").count()).isZero();
    }
}
