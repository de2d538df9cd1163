/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.text.Normalizer;

/** What characters a sanitised text may hold. */
final class Characters {

    /** Characters that count as letters or marks, but show nothing: joiner, Hangul and Khmer fillers. */
    private static final String BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0";

    private static final int MAX_MARKS = 30;

    private static final int NEXT_LINE = 0x85;
    private static final int FIRST_PICTURE = 0x2600;

    private Characters() {}

    /**
     * Drops what shows nothing, drops piled marks, composes to NFC, folds white space to single spaces and trims. Doing it twice changes
     * nothing.
     */
    static String clean(String text) {
        String safe = dropPiledMarks(dropInvisible(text));
        return foldSpaces(dropPiledMarks(Normalizer.normalize(safe, Normalizer.Form.NFC)));
    }

    /**
     * Drops marks beyond the {@value #MAX_MARKS}th behind one character. No script has so many (UAX #15, stream-safe text), and
     * bringing a pile of them into order takes time that grows with its square.
     */
    static String dropPiledMarks(String text) {
        if (!hasPile(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int marks = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            marks = isMark(point) ? marks + 1 : 0;
            if (marks <= MAX_MARKS) {
                kept.appendCodePoint(point);
            }
        }
        return kept.toString();
    }

    private static boolean hasPile(String text) {
        int marks = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            marks = isMark(text.codePointAt(i)) ? marks + 1 : 0;
            if (marks > MAX_MARKS) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /**
     * Drops control characters other than white space, unpaired surrogates, and all format characters: zero-width
     * spaces and joiners, direction marks, byte order marks, soft hyphens, tags. Joined emoji fall apart into their
     * parts, which is what the sentiment lexicon knows. Variation selectors stay.
     */
    static String dropInvisible(String text) {
        if (isVisible(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (visible(codePoint)) {
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!visible(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> isSpace(codePoint);
            case Character.FORMAT, Character.SURROGATE -> false;
            default -> BLANK.indexOf(codePoint) < 0;
        };
    }

    private static String foldSpaces(String text) {
        if (isFolded(text)) {
            return text;
        }
        StringBuilder folded = new StringBuilder(text.length());
        boolean pending = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                pending = true;
            } else {
                if (pending && !folded.isEmpty()) {
                    folded.append(' ');
                }
                pending = false;
                folded.append(c);
            }
        }
        return folded.toString();
    }

    private static boolean isFolded(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c) && (c != ' ' || before == ' ')) {
                return false;
            }
            before = c;
        }
        return text.isEmpty() || before != ' ';
    }

    /** White space of Unicode and of ASCII's separators. */
    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE;
    }

    /** Whether few characters are a text: two that are words or syllables, or an emoji. */
    static boolean saysMuch(String text) {
        return text.codePoints().anyMatch(Characters::isEmoji)
                || (text.codePointCount(0, text.length()) > 1
                        && text.codePoints().allMatch(Characters::isSyllable));
    }

    /** Unicode counts digits, the trade mark and arrows among the emoji as well; pictures begin later. */
    private static boolean isEmoji(int codePoint) {
        return Character.isEmoji(codePoint) && codePoint >= FIRST_PICTURE;
    }

    private static boolean isSyllable(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> Character.isLetter(codePoint);
            default -> false;
        };
    }
}
