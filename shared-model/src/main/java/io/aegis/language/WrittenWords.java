/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

import java.util.HashSet;
import java.util.Set;

/**
 * Reads the letters at the beginning of a text: hands on its distinct words in Latin letters, and takes a census of all
 * scripts. Addresses, mentions, tags and words with digits say nothing of a language and are left out. One pass over at
 * most {@value #MOST_CHARACTERS} characters.
 */
final class WrittenWords {

    /** Most characters that are looked at. */
    static final int MOST_CHARACTERS = 1_000;

    private static final int MOST_WORDS = 40;

    /** What a sentence may begin after. */
    private static final String SENTENCE_ENDS = ".!?:;\"\u2026\u00bf\u00a1\u201e\u201c\u00ab";

    private final Set<String> latin = new HashSet<>();
    private final ScriptCensus scripts = new ScriptCensus();
    private final Sink sink;
    private boolean enough;
    /** Whether the next word is the first of a sentence. */
    private boolean first = true;

    private WrittenWords(Sink sink) {
        this.sink = sink;
    }

    /** How a word is written. */
    enum Writing {
        /** With a small letter first, or all in capitals. */
        PLAIN,
        /** With a capital, as the first word of a sentence. */
        FIRST,
        /** With a capital within a sentence, as names are. */
        NAME
    }

    /** Receives words. */
    @FunctionalInterface
    interface Sink {

        /**
         * Takes a word of Latin letters, lower case, once however often it occurs.
         *
         * @return whether to read on
         */
        boolean take(String word, Writing writing);
    }

    /** Reads until the end, or until the sink has enough; tells what all letters read belong to. */
    static ScriptCensus read(String text, Sink sink) {
        WrittenWords words = new WrittenWords(sink);
        int end = Math.min(text.length(), MOST_CHARACTERS);
        int start = 0;
        for (int i = 0; i <= end && !words.enough; i++) {
            if (i == end || Character.isWhitespace(text.charAt(i))) {
                words.chunk(text, start, i);
                start = i + 1;
            }
        }
        return words.scripts;
    }

    private void chunk(String text, int start, int end) {
        if (start >= end || isAddress(text, start, end)) {
            return;
        }
        int at = start;
        while (at < end) {
            int from = at;
            while (at < end && isPart(text.charAt(at))) {
                at++;
            }
            if (at > from && !touchesDigit(text, from, at, start, end)) {
                word(text, from, at);
            }
            if (at < end) {
                sign(text.charAt(at));
            }
            at++;
        }
    }

    private static boolean isAddress(String text, int start, int end) {
        char first = text.charAt(start);
        if (first == '@' || first == '#' || text.startsWith("www.", start)) {
            return true;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '@' || c == '_' || (c == '/' && text.startsWith("//", i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(char c) {
        return c < 0x80 ? isAsciiLetter(c) : Character.isLetter(c) || Character.isSurrogate(c) || isMark(c);
    }

    private static boolean isAsciiLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isMark(char c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean touchesDigit(String text, int from, int to, int start, int end) {
        return (from > start && Character.isDigit(text.charAt(from - 1)))
                || (to < end && Character.isDigit(text.charAt(to)));
    }

    private void word(String text, int from, int to) {
        Writing writing = writing(text, from, to);
        first = false;
        if (scripts.add(text, from, to) && latin.size() < MOST_WORDS) {
            String word = lowerCase(text, from, to);
            enough |= latin.add(word) && !sink.take(word, writing);
        }
    }

    private Writing writing(String text, int from, int to) {
        boolean capital = Character.isUpperCase(text.charAt(from));
        boolean all = to - from > 1 && Character.isUpperCase(text.charAt(from + 1));
        if (!capital || all) {
            return Writing.PLAIN;
        }
        return first ? Writing.FIRST : Writing.NAME;
    }

    private void sign(char sign) {
        first |= SENTENCE_ENDS.indexOf(sign) >= 0;
        if (sign == '\u00bf' || sign == '\u00a1') {
            scripts.addInverted();
        }
    }

    private static String lowerCase(String text, int from, int to) {
        char[] letters = new char[to - from];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = Character.toLowerCase(text.charAt(from + i));
        }
        return new String(letters);
    }
}
