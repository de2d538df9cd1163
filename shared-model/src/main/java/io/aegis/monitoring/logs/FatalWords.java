/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a line, in which a {@link FatalPhrase} is looked for: in small letters, without the package before a class and without
 * quotes. Looks each word up once and uses no regular expressions: what a program logs may have been written by anybody.
 */
final class FatalWords {

    /** Go writes it before what the program gave up for, which may be any text. */
    private static final String PANIC = "panic";

    private static final Map<String, List<FatalPhrase>> PHRASES = FatalPhrase.byFirstWord();

    private final List<String> words;

    FatalWords(List<String> tokens) {
        words = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            String word = word(token);
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
    }

    private static String word(String token) {
        if (token.equals(Masking.WILDCARD)) {
            return FatalPhrase.ANYTHING;
        }
        int to = token.length();
        while (to > 0 && !Character.isLetterOrDigit(token.charAt(to - 1))) {
            to--;
        }
        int from = to == 0 ? 0 : token.lastIndexOf('.', to - 1) + 1;
        while (from < to && !Character.isLetterOrDigit(token.charAt(from))) {
            from++;
        }
        return token.substring(from, to).toLowerCase(Locale.ROOT);
    }

    /** The first sign that is not contradicted. */
    Optional<FatalSign> sign(LogLevel level) {
        boolean grave = level.compareTo(LogLevel.WARN) >= 0;
        for (int at = 0; at < words.size(); at++) {
            for (FatalPhrase phrase : PHRASES.getOrDefault(words.get(at), List.of())) {
                if ((grave || phrase.own()) && says(phrase, at)) {
                    return Optional.of(phrase.sign());
                }
            }
        }
        boolean panics = grave && !words.isEmpty() && words.getFirst().equals(PANIC);
        return panics && !new Contradiction(words).of(0, 1) ? Optional.of(FatalSign.CRASHED) : Optional.empty();
    }

    private boolean says(FatalPhrase phrase, int at) {
        return phrase.isAt(at, words)
                && !new Contradiction(words).of(at, at + phrase.words().size());
    }
}
