/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.grouping;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts a text into the words by which it is compared. All numbers are one. A letter of a script that puts no spaces between words is a
 * word, and counts as {@value #WIDE} letters. Not thread-safe.
 */
final class WordTokenizer {

    private static final int WIDE = 3;

    /** Below it are alphabets with spaces between words alone. */
    private static final int FIRST_WITHOUT_SPACES = 0x0E00;

    /** What parts a label of a form from what stands before it, beside white space where letters have no case. */
    private static final String PARTING = ".!?:;|,()[]/*\u2022\u2013\u2014\u00b7\u2026\u3002\uff01\uff1b\uff0c\u3001";

    /**
     * A word.
     *
     * @param from its first character
     * @param to the character behind it
     * @param letters that it has, without digits
     * @param hash of it, in lower case
     * @param stem the hash of it without an s at its end
     * @param opens whether a label of a form may begin with it
     */
    record Word(int from, int to, int letters, long hash, long stem, boolean opens) {}

    /**
     * A colon or question mark.
     *
     * @param words that stand before it
     * @param colon whether it is one
     */
    record Mark(int words, boolean colon) {}

    private final String text;
    private final List<Word> words;
    private final List<Mark> marks = new ArrayList<>(2);
    private int from;
    private int letters;
    private long hash;
    private long beforeLast;
    private int last;
    private boolean digit;
    /** Since the last word. */
    private boolean spaced = true;

    private boolean parted = true;

    private WordTokenizer(String text) {
        this.text = text;
        words = new ArrayList<>(text.length() / 5 + 1);
    }

    /** The words of a text, of numbers too, and its colons and question marks. Takes time linear in the text. */
    static WordTokenizer read(String text) {
        WordTokenizer tokenizer = new WordTokenizer(text);
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            tokenizer.read(character, at);
            at += Character.charCount(character);
        }
        tokenizer.end(at);
        return tokenizer;
    }

    List<Word> words() {
        return words;
    }

    /** In order. */
    List<Mark> marks() {
        return marks;
    }

    private void read(int character, int at) {
        boolean alone = isAlone(character);
        if (alone || !Shingles.counts(character)) {
            int next = at + Character.charCount(character);
            end(at);
            if (alone) {
                long itself = Shingles.mixedWhole(character);
                add(at, next, WIDE, itself, itself);
            } else {
                between(character, next);
            }
            from = next;
            letters = 0;
            hash = 0;
            digit = false;
        } else if (Character.isDigit(character)) {
            hash = digit ? hash : Shingles.mixedWhole(hash ^ '0');
            last = character;
            digit = true;
        } else {
            beforeLast = hash;
            last = character;
            hash = WordRuns.mixed(hash, character);
            letters++;
            digit = false;
        }
    }

    /** The text is read, or a word. */
    private void end(int at) {
        if (from < at) {
            add(from, at, letters, hash, DistinctWords.isPlural(letters, last) ? beforeLast : hash);
        }
    }

    private void add(int start, int end, int itsLetters, long itsHash, long stem) {
        int first = text.codePointAt(start);
        boolean opens = parted || Character.isUpperCase(first) || (spaced && !Character.isLowerCase(first));
        words.add(new Word(start, end, itsLetters, itsHash, stem, opens));
        spaced = false;
        parted = false;
    }

    /** In "10:30" and "https://" no colon ends a label. */
    private void between(int character, int next) {
        boolean blankNext = next == text.length() || Character.isWhitespace(text.charAt(next));
        boolean colon = character == '\uff1a' || (character == ':' && blankNext);
        boolean question = "?\uff1f\u061f\u037e".indexOf(character) >= 0;
        boolean first = marks.isEmpty() || marks.getLast().words() < words.size();
        if ((colon || question) && first && !words.isEmpty()) {
            marks.add(new Mark(words.size(), colon));
        }
        spaced |= Character.isWhitespace(character);
        parted |= question || character == '\uff1a' || PARTING.indexOf(character) >= 0;
    }

    private static boolean isAlone(int character) {
        return character >= FIRST_WITHOUT_SPACES
                && Character.isLetter(character)
                && switch (Character.UnicodeScript.of(character)) {
                    case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }
}
