/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinds of short texts, each in a file: the language, {@code foreign} for any but English, or {@code en}, and the text. */
class LanguageKindsTest {

    private static final LanguageDetector DETECTOR = LanguageDetector.load();
    private static final String ENGLISH = "en";

    @ParameterizedTest
    @CsvFileSource(
            resources = {"plain.tsv", "english.tsv", "letters.tsv", "two.tsv"},
            delimiter = '\t',
            quoteCharacter = '\0')
    void tells_english_from_other_languages(String language, String text) {
        DetectedLanguage detected = DETECTOR.detect(text);

        assertThat(detected.foreign()).isEqualTo(!language.equals(ENGLISH));
        if (language.length() == 2) {
            assertThat(detected.tag()).isIn(language, DetectedLanguage.UNDETERMINED);
        }
    }

    /** English has {@code die} and {@code war}, and no sentence of an article, a noun and these. */
    @Test
    void german_sentences_of_words_that_english_has_are_german() {
        List<String> missed = Stream.of(
                        "Lampe", "Milch", "Kasse", "Software", "Fahrt", "Torte", "Antwort", "Kanne", "Leitung")
                .flatMap(noun -> Stream.of("war", "ist").map(verb -> "Die " + noun + " " + verb + " "))
                .flatMap(beginning -> Stream.of(
                                "gut", "toll", "nett", "super", "defekt", "leer", "lahm", "rot", "weg", "alt", "okay")
                        .map(beginning::concat))
                .filter(sentence -> !DETECTOR.detect(sentence).tag().equals("de"))
                .toList();

        assertThat(missed).hasSizeLessThan(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Die App war gut",
                "de | Die Jacke war toll",
                "de | Die Hotline war am Montag nett",
                "de | Die Exportdatei ist leer",
                "de | Alles in Ordnung",
                "de | Bin so froh",
                "de | Wo ist der Button hin",
                "de | Video puffert ständig im WLAN",
                "es | Sale agua sin parar",
                "es | Me gusta sin gluten"
            })
    void names_what_is_plain(String language, String text) {
        assertThat(DETECTOR.detect(text)).isEqualTo(DetectedLanguage.foreign(language));
    }
}
