/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which languages a word belongs to: function words, and what customers write most. A word is known with and without its
 * accents, for many write without. Immutable, thread-safe.
 */
final class LanguageWords {

    private static final String ENGLISH = "en";
    private static final int ENGLISH_BIT = 1 << 30;

    /** A bit per language in the order of the list given, and one for English. */
    private final Map<String, Integer> languages = new HashMap<>();

    private final List<String> tags;

    private LanguageWords(List<String> tags) {
        this.tags = tags;
    }

    /**
     * Reads the lists that come with the product.
     *
     * @param tags the languages but English
     */
    static LanguageWords load(List<String> tags) {
        try (InputStream in = Objects.requireNonNull(LanguageWords.class.getResourceAsStream("words.txt"))) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), tags);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads lists: a line per language, which begins with its tag and a colon; lines of # are remarks. */
    static LanguageWords read(String lists, List<String> tags) {
        LanguageWords words = new LanguageWords(tags);
        lists.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(words::addLine);
        return words;
    }

    private void addLine(String line) {
        int colon = line.indexOf(':');
        String tag = line.substring(0, colon);
        int bit = tag.equals(ENGLISH) ? ENGLISH_BIT : 1 << tags.indexOf(tag);
        for (String word : line.substring(colon + 1).strip().split(" +", -1)) {
            add(word, bit);
            add(withoutAccents(word), bit);
            add(withoutUmlauts(word), bit);
        }
    }

    private void add(String word, int bit) {
        languages.merge(word, bit, (one, other) -> one | other);
    }

    /** The languages of a word, for {@link #in} and {@link #inEnglish}; 0 when nobody knows it. */
    int of(String word) {
        return languages.getOrDefault(word, 0);
    }

    static boolean in(int languages, int index) {
        return (languages & 1 << index) != 0;
    }

    static boolean inEnglish(int languages) {
        return (languages & ENGLISH_BIT) != 0;
    }

    private static String withoutAccents(String word) {
        String parts = Normalizer.normalize(word, Normalizer.Form.NFD);
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < parts.length(); i++) {
            char c = parts.charAt(i);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                kept.append(c == '\u0131' ? 'i' : c == '\u0142' ? 'l' : c);
            }
        }
        return kept.toString();
    }

    private static String withoutUmlauts(String word) {
        return word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
    }
}
