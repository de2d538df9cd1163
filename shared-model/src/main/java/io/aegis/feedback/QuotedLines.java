/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of somebody else's mail that a reply repeats behind {@code >}. Sanitised texts have no line ends, so a quotation reaches to
 * the end of the sentence behind its last mark, or to the end of the text where a line above says that somebody "wrote". A mark in
 * the middle of a sentence quotes nothing: "Menu &gt; Settings".
 */
public final class QuotedLines {

    private static final char MARK = '>';
    private static final int LONGEST_ATTRIBUTION = 200;
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?]+(?:\\s|$)");

    private static final Pattern WROTE = Pattern.compile(
            "(?:wrote|schrieb\\w*(?: [^:>]{1,40})?|a écrit|escribió)\\s?:\\s*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern ATTRIBUTION =
            Pattern.compile("(?:On|Am|Le|El) [^.!?]{3,80}$|\\S{1,80} \\S{1,80} (?:wrote|a écrit|escribió)\\s?:\\s*$");

    private QuotedLines() {}

    /** What is left of a text without what it quotes; the same text when it quotes nothing, or nothing else is said. */
    public static String without(String text) {
        if (text.indexOf(MARK) < 0) {
            return text;
        }
        int first = firstQuotation(text);
        if (first < 0) {
            return text;
        }
        String above = text.substring(0, first);
        if (WROTE.matcher(above).find()) {
            Matcher attribution = ATTRIBUTION.matcher(above);
            String own = attribution.find(Math.max(0, above.length() - LONGEST_ATTRIBUTION))
                    ? above.substring(0, attribution.start())
                    : above;
            return own.isBlank() ? text : own.strip();
        }
        int end = sentenceEnd(text, text.lastIndexOf(MARK) + 1);
        String own = (above + text.substring(end)).strip();
        return own.isEmpty() ? text : own;
    }

    private static int firstQuotation(String text) {
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
            if (opens(text, at)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether a mark stands where a line may begin: before a space and behind nothing, or the end of a sentence. */
    private static boolean opens(String text, int at) {
        boolean parted = at + 1 < text.length() && text.charAt(at + 1) == ' ';
        int before = at - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return parted && (before < 0 || (before < at - 1 && ".!?:".indexOf(text.charAt(before)) >= 0));
    }

    private static int sentenceEnd(String text, int from) {
        Matcher end = SENTENCE_END.matcher(text);
        return end.find(from) ? end.end() : text.length();
    }
}
