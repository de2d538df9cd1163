/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Brings a copy of a text into the form the rules are written in: Unicode NFKC, lower case, marks, invisible
 * characters and apostrophes gone, letters of other alphabets that look like Latin ones replaced. It undoes the usual
 * disguises of words; VADER never sees it. What becomes of accents and apostrophes depends on the language.
 *
 * @param accents what becomes of them
 * @param splitApostrophes whether an apostrophe parts two words, as in French, instead of vanishing, as in English
 */
record Folding(Accents accents, boolean splitApostrophes) {

    /** What becomes of letters with accents. */
    enum Accents {
        /** They stay. */
        KEEP,
        /** They lose them, for many write without: \u00e9 is e, \u00f1 is n. */
        DROP,
        /** As German is written without them: \u00e4 is ae, \u00df is ss; other accents are lost. */
        UMLAUTS
    }

    /** How English rules are written. */
    static final Folding ENGLISH = new Folding(Accents.KEEP, false);

    /** Cyrillic, Greek and Turkish letters, lower case, and what they pass for. */
    private static final String LOOK_ALIKES =
            "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u04bb\u04cf\u0501\u051b\u051d"
                    + "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03b3\u0131";

    private static final String LATIN = "abekmhopctyxsijhldqw" + "abenikvoptuxyi";

    private static final String APOSTROPHES = "'`\u2018\u2019\u02bc\u02b9\u2032";
    /** NFKC would turn it into a space and an accent, and so split the word. */
    private static final char ACUTE_ACCENT = '\u00b4';

    char[] fold(String text) {
        String compatible = isAscii(text) ? text : compatible(text);
        char[] folded = new char[compatible.length()];
        int length = 0;
        for (int i = 0; i < folded.length; i++) {
            char c = compatible.charAt(i);
            if (APOSTROPHES.indexOf(c) >= 0) {
                if (splitApostrophes) {
                    folded[length++] = ' ';
                }
            } else if (!invisible(c)) {
                folded[length++] = latin(Character.toLowerCase(c));
            }
        }
        return Arrays.copyOf(folded, length);
    }

    private String compatible(String text) {
        String composed = Normalizer.normalize(text.replace(ACUTE_ACCENT, '\''), Normalizer.Form.NFKC);
        return switch (accents) {
            case KEEP -> composed;
            case DROP -> decomposed(composed);
            case UMLAUTS -> decomposed(withoutUmlauts(composed));
        };
    }

    /** Its marks stand alone, and vanish as all marks do. */
    private static String decomposed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replace("\u0153", "oe")
                .replace("\u0152", "oe")
                .replace("\u00e6", "ae");
    }

    private static String withoutUmlauts(String text) {
        return text.replace("\u00e4", "ae")
                .replace("\u00c4", "ae")
                .replace("\u00f6", "oe")
                .replace("\u00d6", "oe")
                .replace("\u00fc", "ue")
                .replace("\u00dc", "ue")
                .replace("\u00df", "ss")
                .replace("\u1e9e", "ss");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean invisible(char c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> false;
        };
    }

    /** Whether a text has letters that look like Latin ones. */
    static boolean looksAlike(String text) {
        return text.chars().anyMatch(c -> LOOK_ALIKES.indexOf(Character.toLowerCase(c)) >= 0);
    }

    /** Whether a text has what parts a word or vanishes from it. */
    static boolean hasApostrophe(String text) {
        return text.chars().anyMatch(c -> c == ACUTE_ACCENT || APOSTROPHES.indexOf(c) >= 0);
    }

    private static char latin(char c) {
        int found = c < 0x80 ? -1 : LOOK_ALIKES.indexOf(c);
        return found < 0 ? c : LATIN.charAt(found);
    }
}
