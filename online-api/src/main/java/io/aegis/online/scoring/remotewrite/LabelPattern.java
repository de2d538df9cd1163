/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import java.util.List;

/**
 * What the value of a label, or a name, has to be: texts in which {@code *} stands for anything. A text that begins with {@code
 * !} must not match; one of the others must, where there are any. A label that is absent is empty, so {@code "!"} asks
 * for it and {@code ""} for its absence.
 *
 * @param any of which one must match; none where anything will do
 * @param none of which none may match
 */
record LabelPattern(List<String> any, List<String> none) {

    private static final char ANYTHING = '*';

    LabelPattern {
        any = List.copyOf(any);
        none = List.copyOf(none);
    }

    /** Of texts as they are written in a rule. */
    static LabelPattern of(List<String> texts) {
        return new LabelPattern(
                texts.stream().filter(text -> !text.startsWith("!")).toList(),
                texts.stream()
                        .filter(text -> text.startsWith("!"))
                        .map(text -> text.substring(1))
                        .toList());
    }

    boolean matches(String value) {
        return (any.isEmpty() || matchesOneOf(any, value)) && !matchesOneOf(none, value);
    }

    /** For each label of each sample: a stream would cost more than the comparison. */
    private static boolean matchesOneOf(List<String> globs, String value) {
        for (String glob : globs) {
            if (matches(glob, value)) {
                return true;
            }
        }
        return false;
    }

    /** Goes back to the last star only, so it takes at most the product of both lengths. */
    static boolean matches(String glob, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < text.length()) {
            if (at < glob.length() && glob.charAt(at) == ANYTHING) {
                star = at++;
                resume = i;
            } else if (at < glob.length() && glob.charAt(at) == text.charAt(i)) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == ANYTHING) {
            at++;
        }
        return at == glob.length();
    }
}
