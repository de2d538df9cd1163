/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.regex.Pattern;

/** The choices of a form that nobody made: {@code [ ] Fraud [x] Other}. Their words are the form's. */
public final class UncheckedBoxes {

    private static final Pattern UNCHECKED =
            Pattern.compile("(?:\\[ ]|☐)[^\\[\\]☐☑☒✓✔.!?]{0,60}(?=\\[|☐|☑|☒|✓|✔)|(?:\\[ ]|☐) ?\\S+");

    private UncheckedBoxes() {}

    /** What is left of a text without them; the same text when it has none, or nothing else. */
    public static String without(String text) {
        if (!text.contains("[ ]") && text.indexOf('☐') < 0) {
            return text;
        }
        String rest = UNCHECKED.matcher(text).replaceAll("");
        return rest.isBlank() ? text : rest;
    }
}
