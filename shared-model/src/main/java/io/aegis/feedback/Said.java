/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/** What its writer says in a text: not what is quoted, printed on a form, or put below it by mail programs. */
public final class Said {

    private Said() {}

    /** What is left of a text; the same text when all of it is said. */
    public static String of(String text) {
        return MailFooter.without(UncheckedBoxes.without(QuotedLines.without(text)));
    }
}
