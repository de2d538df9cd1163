/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.naming;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for names that people give, whatever to. What nobody sees cannot tell two names apart: there are no invisible characters in
 * a name, it has one composition (NFC), and single spaces only between words.
 */
public final class GivenName {

    /** Stands between names where several share a column of an export. */
    public static final char SEPARATOR = '|';

    /** Letters, marks and symbols that show nothing: joiner, Hangul and Khmer fillers, the empty pattern of Braille. */
    private static final String BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

    /** They choose how a character is drawn (Unicode, section 23.4), and belong to emoji. */
    private static final Pattern VARIATION_SELECTORS = Pattern.compile("[\ufe00-\ufe0f]");

    private GivenName() {}

    /** The name as it is kept: composed, without spaces at its ends, with single ones between its words. */
    public static String tidy(String text) {
        String composed = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        return SPACES.matcher(composed).replaceAll(" ").strip();
    }

    /**
     * Why a name cannot be given.
     *
     * @param name as {@link #tidy} makes it
     * @param longest how many code points it may have
     * @return a clause that goes on behind the name of a field; empty when nothing is wrong
     */
    public static Optional<String> mistakeIn(String name, int longest) {
        int length = name.codePointCount(0, name.length());
        if (length == 0 || length > longest) {
            return Optional.of("must have 1 to " + longest + " characters");
        }
        if (!isSeen(name)) {
            return Optional.of("must be one line without invisible characters");
        }
        return name.indexOf(SEPARATOR) < 0
                ? Optional.empty()
                : Optional.of("must not have the character " + SEPARATOR + ", which separates names in exports");
    }

    /** What all names have in common that look the same, or do but for case or width: names are different where their keys are. */
    public static String key(String name) {
        String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
        StringBuilder seen = new StringBuilder(compatible.length());
        compatible
                .codePoints()
                .map(point -> Character.isWhitespace(point) ? ' ' : point)
                .filter(point -> !isUnseen(point))
                .forEach(seen::appendCodePoint);
        String drawn = VARIATION_SELECTORS.matcher(seen).replaceAll("");
        // Through both cases, so that letters fall together that have one of them in common: both kinds of sigma, and
        // of sharp s.
        return tidy(drawn.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    /** Whether two names look the same, or do but for case or width. */
    public static boolean alike(String one, String other) {
        return one.equals(other) || key(one).equals(key(other));
    }

    /** Whether a name is one line in which every character can be seen. */
    public static boolean isSeen(String name) {
        return name.codePoints().noneMatch(GivenName::isUnseen);
    }

    private static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> BLANK.indexOf(codePoint) >= 0;
        };
    }
}
