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

    /** Begins a line of words that English has too, each with how much likelier it is the language's own. */
    private static final String LEANING = "rather ";

    private static final long ENGLISH_BIT = 1L << 62;
    private static final long BORROWED_BIT = 1L << 61;

    private static final int[] NONE = {};

    private final Map<String, Word> words = new HashMap<>();

    /** The languages that have each letter beyond a to z. */
    private final Map<Character, Long> alphabets = new HashMap<>();

    private final List<String> tags;

    /** The languages of which the letters are known. */
    private long spelt;

    /**
     * What is known of a word.
     *
     * @param languages a bit per language in the order of the list given, and one for English, for {@link #in} and {@link #inEnglish}
     * @param leanings how much likelier the word is each language's than English, in parts of a nat, 0 where nobody said so; empty where
     *     nobody said anything
     */
    @SuppressWarnings("ArrayRecordComponent") // read for each word of each text
    record Word(long languages, int[] leanings) {

        static final Word UNKNOWN = new Word(0, NONE);

        /** How much likelier it is a language's word than English; 0 when nobody said so. */
        int leaning(int language) {
            return leanings.length == 0 ? 0 : leanings[language];
        }

        private Word with(long bit) {
            return new Word(languages | bit, leanings);
        }

        private Word with(int language, int leaning, int count) {
            int[] all = leanings.length == 0 ? new int[count] : leanings.clone();
            all[language] = leaning;
            return new Word(languages | 1L << language, all);
        }
    }

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
        if (line.startsWith(LEANING)) {
            addLeanings(tags.indexOf(line.substring(LEANING.length(), colon)), line.substring(colon + 1));
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

    private void addLeanings(int language, String leanings) {
        for (String each : leanings.strip().split(" +", -1)) {
            int sign = each.indexOf('=');
            int leaning = LetterStatistics.parts(Double.parseDouble(each.substring(sign + 1)));
            words.compute(
                    each.substring(0, sign),
                    (_, word) -> Objects.requireNonNullElse(word, Word.UNKNOWN).with(language, leaning, tags.size()));
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
        words.compute(
                word,
                (_, known) -> Objects.requireNonNullElse(known, Word.UNKNOWN).with(bit));
    }

    /** What is known of a word, lower case. */
    Word of(String word) {
        return words.getOrDefault(word, Word.UNKNOWN);
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
