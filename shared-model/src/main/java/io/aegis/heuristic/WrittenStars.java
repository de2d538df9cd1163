/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mark in words, as the text of a review begins or ends with: "5 stars", "Ein Stern", "cinq étoiles", "una estrella". */
final class WrittenStars {

    private static final int MOST = 1_000;
    private static final Pattern STARS = Pattern.compile(
            "(?:^|[.!?,;:(] ?)(?:(?<bad>[12]|one|two|ein|einen|zwei|une?|deux|una|dos)|(?<good>[45]|four|five|vier|fünf|quatre|cinq|cuatro|cinco))"
                    + "[ -](?:stars?|sterne?|étoiles?|estrellas?)(?! (?:hotel|restaurant|general))\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private WrittenStars() {}

    /** 1 for a good mark, -1 for a bad one, 0 for none. */
    static int of(String text) {
        if (text.length() > MOST || !mayHold(text)) {
            return 0;
        }
        Matcher stars = STARS.matcher(text);
        if (!stars.find()) {
            return 0;
        }
        return stars.group("good") == null ? -1 : 1;
    }

    private static boolean mayHold(String text) {
        return text.contains("star")
                || text.contains("Star")
                || text.contains("Stern")
                || text.contains("stern")
                || text.contains("toile")
                || text.contains("strella");
    }
}
