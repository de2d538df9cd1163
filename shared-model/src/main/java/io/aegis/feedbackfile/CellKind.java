/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.regex.Pattern;

/** What a cell looks like, where that tells headers from records and texts from everything else. */
enum CellKind {
    /** Nothing. */
    BLANK,
    /** A number, with whatever marks of thousands and decimals; a percentage, an amount. */
    NUMBER,
    /** A day or a moment. */
    MOMENT,
    /** An address of mail or of the web, a hash, a UUID, JSON: nothing that people write. */
    CODE,
    /** Three words or more, or ideographs. */
    TEXT,
    /** One or two words. */
    WORD;

    private static final int LONGEST = 2000;
    private static final int WORDS = 3;
    private static final int IDEOGRAPHS = 4;
    private static final double LETTERS = .5;

    private static final Pattern NUMBERS = Pattern.compile("[+-]?[\\p{Sc}]?\\s?\\d[\\d.,' \\u00A0]*\\s?[%\\p{Sc}]?");
    private static final Pattern MOMENTS = Pattern.compile(
            "\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}([T ,]+\\d{1,2}:\\d{2}.{0,40})?|\\d{1,2}:\\d{2}(:\\d{2})?( ?[AaPp]\\.?[Mm]\\.?)?"
                    + "|(\\p{L}{3,9},? )?(\\p{L}{3,9}\\.? \\d{1,2}|\\d{1,2}\\.? \\p{L}{3,9}\\.?),? \\d{4}.{0,30}");
    /** That of an address takes nothing back once it is taken: else a cell of dots would be tried at each of them. */
    private static final Pattern CODES = Pattern.compile(
            "[^\\s@]++@(?=[^\\s@]+\\.[^\\s@])[^\\s@]++|(?i:https?|ftp)://\\S+|www\\.\\S+|[0-9a-fA-F-]{16,}|\\{.*\\}|\\[.*\\]");

    /** A word that does not begin with a capital letter, in scripts that have them or not; or the end of a sentence. */
    private static final Pattern PROSE = Pattern.compile("(?:^|\\s)[\\p{L}&&[^\\p{Lu}\\p{Lt}]]|[.!?…](?:\\s|$)");

    /** What a cell looks like. */
    static CellKind of(String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return BLANK;
        }
        if (text.length() > LONGEST) {
            return TEXT;
        }
        if (NUMBERS.matcher(text).matches()) {
            return NUMBER;
        }
        if (MOMENTS.matcher(text).matches()) {
            return MOMENT;
        }
        if (CODES.matcher(text).matches()) {
            return CODE;
        }
        return isText(text) ? TEXT : WORD;
    }

    /** Whether a cell is a text that has more than names in it, each of whose words has a capital letter. */
    static boolean isProse(String cell) {
        return of(cell) == TEXT
                && (cell.length() > LONGEST || PROSE.matcher(cell).find());
    }

    /** Whether a cell is an object of JSON. */
    static boolean isJson(String cell) {
        String text = cell.strip();
        return text.startsWith("{") && text.endsWith("}") && JsonSeries.objects(text) == 1;
    }

    private static boolean isText(String text) {
        long ideographs = text.codePoints().filter(CellKind::isUnspaced).count();
        long letters = text.codePoints().filter(Character::isLetter).count();
        return letters >= text.length() * LETTERS
                && (ideographs >= IDEOGRAPHS || text.split("\\s+", WORDS + 1).length >= WORDS);
    }

    /** Of scripts that put no blanks between words. */
    private static boolean isUnspaced(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, THAI, KHMER, LAO, MYANMAR -> true;
            default -> false;
        };
    }
}
