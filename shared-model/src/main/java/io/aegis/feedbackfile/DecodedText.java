/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import io.aegis.feedbackfile.LetterFrequencies.Language;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A text as some character set has it, and how many bits it would take to tell it to somebody who knows how often letters are in
 * a language, and that words do not change case or script in their middle: the description length, which is least where
 * the character set is the right one (Rissanen, Modeling by shortest data description, Automatica 14, 1978). Bits of different
 * readings of the same bytes compare, as each of them tells all of the bytes.
 *
 * @param text as it was read; what is no character is U+FFFD
 * @param plain bits of everything that is the same in all languages: ASCII, signs, what does not belong in words
 * @param letters how often each letter beyond ASCII is in it
 * @param words that are in it, in lower case
 */
record DecodedText(String text, double plain, Map<Character, Integer> letters, Set<String> words) {

    /** Of a character of ASCII. */
    private static final double ASCII = 5;

    private static final double WRONG = 30;
    private static final double CONTROL = 18;
    private static final double RARE = 13;
    private static final double SIGN = 8;
    private static final double USUAL_SIGN = 5;

    /** What a quote costs less on that side of a word where it belongs, and more on the other; what a capital costs less. */
    private static final double IN_PLACE = 2.5;

    /** Of what words hardly ever have: another script, a capital or a sign in their middle. */
    private static final double ODD = 6;

    private static final double ODD_PAIR = 2;

    /** Of a letter that stands alone, or beside a digit. */
    private static final double ALONE = 3;

    /** What a word that is frequent in a language is worth, and how many of them count. */
    private static final double WORD = 2.5;

    private static final int MOST_WORDS = 8;
    private static final int LONGEST_WORD = 10;
    private static final double FEW = .05;

    /** Bits of a character, on average, above which a text is in no language that is known. */
    private static final double FOREIGN = 10;

    private static final double FOREIGN_EASTERN = 12;

    private static final String USUAL_SIGNS = "“”„‘’‚«»–—…€£°\u00A0、。，「」";
    private static final String OPENING = "„‘‚«";
    private static final String CLOSING = "”’»";
    private static final String SIGNS = "©®§·•¿¡º²³½×™±¼¾›‹¹ª《》！？：；（）・～ー『』¥\u00AD";
    private static final String WITHIN_WORDS = "’\u00ADʼ·・ー";
    private static final char FIRST_OF_THE_EAST = 0x2E80;
    private static final char LAST_LATIN_MARK = 0x36F;

    /** Reads bytes. */
    static DecodedText of(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        Map<Character, Integer> letters = new HashMap<>();
        double plain = 0;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < 0x80) {
                plain += ASCII;
            } else {
                char behind = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
                plain += oddity(before, character, behind);
                if (isLetter(character)) {
                    letters.merge(character, 1, Integer::sum);
                } else {
                    plain += sign(character);
                }
            }
            before = character;
        }
        return new DecodedText(text, plain, letters, words(text));
    }

    /** Bits in a language. */
    double bits(Language language) {
        double bits = plain;
        for (Map.Entry<Character, Integer> each : letters.entrySet()) {
            Integer known = language.bits().get(each.getKey());
            bits += each.getValue() * (known == null ? unknown(each.getKey()) : known);
        }
        long known = Math.min(
                MOST_WORDS, language.words().stream().filter(words::contains).count());
        return bits - known * WORD;
    }

    /** The shortest words, which are the most frequent ones of each language. */
    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !Character.isLetter(text.charAt(i))) {
                if (i > begin && i - begin <= LONGEST_WORD) {
                    words.add(text.substring(begin, i).toLowerCase(Locale.ROOT));
                }
                begin = i + 1;
            }
        }
        return words;
    }

    /** Whether more than a few of the characters beyond ASCII are others in another reading of the bytes. */
    boolean differsFrom(DecodedText other) {
        if (text.length() != other.text.length()) {
            return true;
        }
        long others = IntStream.range(0, text.length())
                .filter(i -> text.charAt(i) != other.text.charAt(i))
                .count();
        return others > FEW * beyondAscii();
    }

    /** Characters beyond ASCII. */
    long beyondAscii() {
        return text.chars().filter(each -> each >= 0x80).count();
    }

    /** Whether it is in no language that is known, by the bits that it takes. */
    boolean isForeign(double bits) {
        long eastern = text.chars().filter(each -> each >= FIRST_OF_THE_EAST).count();
        long beyond = beyondAscii();
        return bits > ASCII * (text.length() - beyond) + FOREIGN * (beyond - eastern) + FOREIGN_EASTERN * eastern;
    }

    private static boolean isLetter(char character) {
        return Character.isLetter(character)
                || Character.getType(character) == Character.NON_SPACING_MARK
                || USUAL_SIGNS.indexOf(character) >= 0
                || SIGNS.indexOf(character) >= 0;
    }

    private static double unknown(char character) {
        return USUAL_SIGNS.indexOf(character) >= 0 ? USUAL_SIGN : SIGNS.indexOf(character) >= 0 ? SIGN : RARE;
    }

    private static double sign(char character) {
        if (character == '\uFFFD') {
            return WRONG;
        }
        return Character.isISOControl(character) || Character.getType(character) == Character.PRIVATE_USE
                ? CONTROL
                : RARE;
    }

    private static double oddity(char before, char character, char behind) {
        if (Character.getType(character) == Character.NON_SPACING_MARK && character > LAST_LATIN_MARK) {
            return before < 0x80 || isAsciiLetter(behind) ? ODD : 0;
        }
        if (!Character.isLetter(character)) {
            boolean within = Character.isLetter(before) && Character.isLetter(behind);
            if (!within && OPENING.indexOf(character) >= 0) {
                return Character.isLetter(before) ? IN_PLACE : Character.isLetter(behind) ? -1 : 0;
            }
            if (!within && CLOSING.indexOf(character) >= 0) {
                return Character.isLetter(before) ? -IN_PLACE : Character.isLetter(behind) ? IN_PLACE : 0;
            }
            return within
                            && WITHIN_WORDS.indexOf(character) < 0
                            && character < FIRST_OF_THE_EAST
                            && Character.getType(character) != Character.NON_SPACING_MARK
                    ? ODD
                    : 0;
        }
        if (character >= FIRST_OF_THE_EAST) {
            return (isAsciiLetter(before) || isAsciiLetter(behind) ? ODD_PAIR : 0)
                    + (before < 0x80 && behind < 0x80 ? ALONE : 0);
        }
        double odd = isAlone(before, behind) ? ALONE : 0;
        odd += !Character.isUpperCase(character) ? 0 : Character.isLowerCase(before) ? ODD : odd > 0 ? 0 : -IN_PLACE;
        boolean latin = Character.UnicodeScript.of(character) == Character.UnicodeScript.LATIN;
        if (latin) {
            return odd + (before >= 0x80 && Character.isLetter(before) ? ODD_PAIR : 0);
        }
        return odd + (isAsciiLetter(before) || isAsciiLetter(behind) ? ODD : 0);
    }

    private static boolean isAlone(char before, char behind) {
        return Character.isDigit(before)
                || Character.isDigit(behind)
                || (!Character.isLetter(before) && !Character.isLetter(behind));
    }

    private static boolean isAsciiLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
