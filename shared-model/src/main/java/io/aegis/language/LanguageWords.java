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
    /** Begins a line with the letters of a language. */
    private static final String ALPHABET = "letters ";

    /** Begins the line of English words that many languages have taken over. */
    private static final String BORROWED = "borrowed";

    private static final long ENGLISH_BIT = 1L << 62;
    private static final long BORROWED_BIT = 1L << 61;

    /** A bit per language in the order of the list given, and one for English. */
    private final Map<String, Long> languages = new HashMap<>();

    /** The languages that have each letter beyond a to z. */
    private final Map<Character, Long> alphabets = new HashMap<>();

    private final List<String> tags;

    /** The languages of which the letters are known. */
    private long spelt;

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
        if (line.startsWith(ALPHABET)) {
            addAlphabet(1L << tags.indexOf(line.substring(ALPHABET.length(), colon)), line.substring(colon + 1));
            return;
        }
        String tag = line.substring(0, colon);
        long bit = switch (tag) {
            case ENGLISH -> ENGLISH_BIT;
            case BORROWED -> BORROWED_BIT;
            default -> 1L << tags.indexOf(tag);
        };
        for (String word : line.substring(colon + 1).strip().split(" +", -1)) {
            add(word, bit);
            add(withoutAccents(word), bit);
            add(withoutUmlauts(word), bit);
        }
    }

    private void addAlphabet(long bit, String letters) {
        spelt |= bit;
        letters.chars().forEach(letter -> alphabets.merge((char) letter, bit, (one, other) -> one | other));
    }

    /** The languages that do not have all letters of a word. */
    long without(String word) {
        long with = spelt;
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) > 'z') {
                with &= alphabets.getOrDefault(word.charAt(i), 0L);
            }
        }
        return spelt & ~with;
    }

    private void add(String word, long bit) {
        languages.merge(word, bit, (one, other) -> one | other);
    }

    /** The languages of a word, for {@link #in} and {@link #inEnglish}; 0 when nobody knows it. */
    long of(String word) {
        return languages.getOrDefault(word, 0L);
    }

    static boolean in(long languages, int index) {
        return (languages & 1L << index) != 0;
    }

    static boolean inEnglish(long languages) {
        return (languages & ENGLISH_BIT) != 0;
    }

    /** Whether it is English and says nothing, as people use it whatever they write in. */
    static boolean isBorrowed(long languages) {
        return (languages & BORROWED_BIT) != 0;
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
