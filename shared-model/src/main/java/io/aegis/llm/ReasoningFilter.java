/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of an answer what a reasoning model thought aloud before it: everything between marks such as
 * {@code <think>} and {@code </think>}. Chat templates often hold the opening mark, so that only the closing one is sent:
 * then all before it was thought. What follows an opening mark that is never closed is thought, too. Linear in the length.
 */
final class ReasoningFilter {

    private static final String NAMES = "think(?:ing)?|thoughts?|reason(?:ing)?|seed:think|reflection";

    /** The second group is there when the mark closes. The marks of gpt-oss name the channel that begins. */
    private static final Pattern MARK = Pattern.compile(
            "(<(?:" + NAMES
                    + ")>|\\[think]|\u25c1think\u25b7|<\\|start_thinking\\|>|<\\|channel\\|>analysis<\\|message\\|>)"
                    + "|(</(?:" + NAMES
                    + ")>|\\[/think]|\u25c1/think\u25b7|<\\|end_thinking\\|>|<\\|channel\\|>final<\\|message\\|>)",
            Pattern.CASE_INSENSITIVE);

    private ReasoningFilter() {}

    /** The text without the thoughts in it. */
    static String strip(String text) {
        StringBuilder answer = new StringBuilder(text.length());
        boolean thinking = false;
        int end = 0;
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            boolean closes = mark.group(2) != null;
            if (closes && !thinking) {
                answer.setLength(0);
            } else if (!thinking) {
                answer.append(text, end, mark.start());
            }
            thinking = !closes;
            end = mark.end();
        }
        return thinking
                ? answer.toString()
                : answer.append(text, end, text.length()).toString();
    }
}
