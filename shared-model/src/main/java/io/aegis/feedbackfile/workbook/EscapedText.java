/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters that XML does not have are written {@code _xHHHH_} in workbooks (ECMA-376 part 1, 22.9.2.19). */
final class EscapedText {

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final int HEXADECIMAL = 16;

    private EscapedText() {}

    /** The text as it was before it was written. */
    static String read(String written) {
        if (!written.contains("_x")) {
            return written;
        }
        Matcher matcher = ESCAPED.matcher(written);
        return matcher.replaceAll(each ->
                Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(each.group(1), HEXADECIMAL))));
    }
}
