package io.aegis.language;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The letters at the beginning of a text: its distinct words in Latin letters, and a census of all scripts. Addresses,
 * mentions, tags and words with digits say nothing of a language and are left out. One pass over at most
 * {@value #MOST_CHARACTERS} characters.
 */
final class WrittenWords {

    /** Most characters that are looked at. */
    static final int MOST_CHARACTERS = 1_000;

    private static final int MOST_WORDS = 40;

    private final Set<String> latin = new LinkedHashSet<>();
    private final ScriptCensus scripts = new ScriptCensus();

    private WrittenWords() {}

    static WrittenWords of(String text) {
        WrittenWords words = new WrittenWords();
        int end = Math.min(text.length(), MOST_CHARACTERS);
        int start = 0;
        for (int i = 0; i <= end; i++) {
            if (i == end || Character.isWhitespace(text.charAt(i))) {
                words.chunk(text, start, i);
                start = i + 1;
            }
        }
        return words;
    }

    /** The distinct words of Latin letters, lower case, in order; a bounded number. */
    Set<String> latin() {
        return latin;
    }

    /** What all letters belong to. */
    ScriptCensus scripts() {
        return scripts;
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
        if (scripts.add(text, from, to) && latin.size() < MOST_WORDS) {
            latin.add(lowerCase(text, from, to));
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
