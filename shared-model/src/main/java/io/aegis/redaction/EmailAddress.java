/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.redaction;

import java.util.OptionalInt;

/** An e-mail address: a local part of up to 64 characters, {@code @}, and a domain with a dot (RFC 5321, loosely). */
final class EmailAddress implements Redactor.Kind {

    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 255;
    private static final String LOCAL_MARKS = ".!#$%&'*+/=?^_`{|}~-";

    @Override
    public String placeholder() {
        return "[EMAIL]";
    }

    @Override
    public OptionalInt end(String text, int start) {
        int at = start;
        int localLimit = Math.min(text.length(), start + MAX_LOCAL);
        while (at < localLimit
                && (Redactor.isWordCharacter(text.charAt(at)) || LOCAL_MARKS.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start || at >= text.length() || text.charAt(at) != '@') {
            return OptionalInt.empty();
        }
        return domainEnd(text, at + 1);
    }

    /** The last place at which a domain of two labels or more can end, so that a full stop after it stays outside. */
    private static OptionalInt domainEnd(String text, int start) {
        int limit = Math.min(text.length(), start + MAX_DOMAIN);
        int end = -1;
        boolean dotted = false;
        for (int i = start; i < limit; i++) {
            char c = text.charAt(i);
            if (Redactor.isWordCharacter(c)) {
                end = dotted ? i + 1 : end;
            } else if (c == '.' && i > start && Redactor.isWordCharacter(text.charAt(i - 1))) {
                dotted = true;
            } else if (c != '-') {
                break;
            }
        }
        return end < 0 ? OptionalInt.empty() : OptionalInt.of(end);
    }
}
