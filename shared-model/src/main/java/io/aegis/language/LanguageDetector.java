/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what a text is written in: by its script where few languages share one, else by its words and the letters of its
 * words. Texts of the eight languages {@code de fr es it pt nl pl tr} are told from English from two or three words on, and
 * of some thirty others when there is more to go by. A text of which it is not sure in which of two languages it is, or of two words
 * or more of which none is English and that have rather foreign letters, is in no language that it knows, and foreign; what is called
 * foreign is so but for one English text in some thousands. Looks at the beginning of a text only, and so
 * takes tens of microseconds at most. Immutable, thread-safe.
 */
public final class LanguageDetector {

    private final LetterStatistics letters;
    private final LanguageWords words;
    private final EnglishWords dictionary;
    private final int[] start;

    LanguageDetector(LetterStatistics letters, LanguageWords words, EnglishWords dictionary) {
        this.letters = letters;
        this.words = words;
        this.dictionary = dictionary;
        start = LanguageBalance.start(letters.languages());
    }

    /** A detector by the tables that come with the product. */
    public static LanguageDetector load() {
        LetterStatistics letters = LetterStatistics.load();
        return new LanguageDetector(letters, LanguageWords.load(letters.languages()), EnglishWords.load());
    }

    /** All tags that a text may get, but English and none. */
    public Set<String> languages() {
        return Stream.concat(
                        letters.languages().stream().filter(tag -> !LanguageBalance.NAMELESS.contains(tag)),
                        ScriptCensus.languages())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The language of a text of any length. */
    public DetectedLanguage detect(String text) {
        var balance = new LanguageBalance(letters, words, dictionary, start);
        ScriptCensus scripts = WrittenWords.read(text, balance::weigh);
        if (balance.clearlyEnglish()) {
            return DetectedLanguage.ENGLISH;
        }
        return scripts.language().orElseGet(() -> balance.decide(scripts.hasInverted()));
    }
}
