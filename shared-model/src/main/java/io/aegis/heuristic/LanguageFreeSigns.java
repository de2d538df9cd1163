/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

/**
 * What speaks for a mood in every language: emoji, faces of punctuation, stars, marks such as 5/5. Those that people use
 * for either mood are left out.
 *
 * @param balance how many more speak for a good mood than for a bad one
 */
record LanguageFreeSigns(int balance) {

    /** The least compound that is a mood. */
    static final double FELT = 0.05;

    private static final int MOST = 1_000;
    private static final double HALF_WAY = 2;
    private static final double DECIMALS = 10_000;

    private static final String GOOD =
            "\u2764\u2665\u263a\u270c\u2705\u2728\ud83e\udde1\ud83d\udc9b\ud83d\udc9a\ud83d\udc99\ud83d\udc9c"
                    + "\ud83d\udc96\ud83d\udc97\ud83d\udc93\ud83d\udc9e\ud83d\udc95\ud83d\udc98\ud83d\udc9d\ud83d\ude00\ud83d\ude03\ud83d\ude04"
                    + "\ud83d\ude01\ud83d\ude06\ud83d\ude0a\ud83d\ude42\ud83d\ude07\ud83e\udd70\ud83d\ude0d\ud83e\udd29\ud83d\ude18\ud83d\ude1a"
                    + "\ud83d\ude0b\ud83e\udd17\ud83d\udc4d\ud83d\udc4f\ud83d\ude4c\ud83c\udf89\ud83e\udd73\ud83c\udf1f\ud83d\udcaf\ud83c\udfc6"
                    + "\ud83d\ude0e\ud83d\udc4c\ud83d\udcaa\ud83d\ude3b\ud83e\udef6\ud83e\udd47";

    private static final String BAD =
            "\u2639\u274c\ud83d\udc4e\ud83d\ude20\ud83d\ude21\ud83e\udd2c\ud83d\ude24\ud83d\ude1e\ud83d\ude1f"
                    + "\ud83d\ude14\ud83d\ude15\ud83d\ude41\ud83d\ude23\ud83d\ude16\ud83d\ude2b\ud83d\ude29\ud83d\ude22\ud83d\ude2d\ud83d\ude28"
                    + "\ud83d\ude30\ud83d\ude31\ud83e\udd2e\ud83e\udd22\ud83d\udc94\ud83d\ude12\ud83d\ude44\ud83d\udd95\ud83d\udca9\ud83d\ude3e"
                    + "\ud83d\ude3f\ud83e\udd26\ud83e\udd21\ud83d\ude13\ud83d\ude25\u26d4";

    private static final String STARS = "\u2605\u2b50";
    private static final char EMPTY_STAR = '\u2606';
    private static final int GOOD_STARS = 4;
    private static final int BAD_STARS = 2;

    /** Nothing speaks for anything. */
    static final LanguageFreeSigns NONE = new LanguageFreeSigns(0);

    /** Looks at the first {@value #MOST} characters. */
    static LanguageFreeSigns of(String text) {
        int balance = 0;
        int stars = 0;
        int emptyStars = 0;
        int end = Math.min(text.length(), MOST);
        for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (c < 0x80) {
                balance += atDigitOrFace(text, i);
            } else if (STARS.indexOf(c) >= 0) {
                stars++;
            } else if (c == EMPTY_STAR) {
                emptyStars++;
            } else if (c > 0xff) {
                balance += GOOD.indexOf(c) >= 0 ? 1 : BAD.indexOf(c) >= 0 ? -1 : 0;
            }
        }
        return new LanguageFreeSigns(balance + ofStars(stars, emptyStars) + WrittenStars.of(text));
    }

    private static int ofStars(int stars, int emptyStars) {
        if (stars >= GOOD_STARS) {
            return 1;
        }
        return stars > 0 && stars <= BAD_STARS && emptyStars > 0 ? -1 : 0;
    }

    private static int atDigitOrFace(String text, int at) {
        char c = text.charAt(at);
        if (c == ')' || c == '(') {
            return face(text, at) * (c == ')' ? 1 : -1);
        }
        return c == '/' ? mark(text, at) : 0;
    }

    /** 1 when a mouth ends a face, as in :) and ;-( . */
    private static int face(String text, int mouth) {
        int eyes = mouth > 0 && text.charAt(mouth - 1) == '-' ? mouth - 2 : mouth - 1;
        return eyes >= 0 && (text.charAt(eyes) == ':' || text.charAt(eyes) == ';') ? 1 : 0;
    }

    /** What a mark out of five or ten says, given where its stroke is. */
    private static int mark(String text, int stroke) {
        int given = number(text, stroke - 1, -1);
        int most = number(text, stroke + 1, 1);
        boolean isMark = (most == 5 || most == 10) && given >= 0 && given <= most;
        if (!isMark) {
            return 0;
        }
        return given * 5 >= most * 4 ? 1 : given * 5 <= most * 2 ? -1 : 0;
    }

    /** The number of one or two digits at a place, in one direction; -1 when there is none. */
    private static int number(String text, int at, int step) {
        StringBuilder digits = new StringBuilder();
        int i = at;
        while (i >= 0 && i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9' && digits.length() < 3) {
            digits.append(text.charAt(i));
            i += step;
        }
        if (digits.isEmpty() || digits.length() > 2) {
            return -1;
        }
        return Integer.parseInt(step < 0 ? digits.reverse().toString() : digits.toString());
    }

    /** These signs as a compound, -1..1. */
    double compound() {
        return compound(balance);
    }

    /** A balance of evidence as a compound: {@code b / sqrt(b^2 + 2)}, four decimals; .58 for one sign. */
    static double compound(double balance) {
        double compound = balance / Math.sqrt(balance * balance + HALF_WAY);
        return Math.round(compound * DECIMALS) / DECIMALS;
    }
}
