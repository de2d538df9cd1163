/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.triage;

import io.aegis.naming.GivenName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tags as they are kept: lower case, normalised (NFC), letters, digits and {@code . _ : -}. */
public final class Tags {

    /** Most tags of a row. */
    public static final int MOST = 20;

    /** Longest tag, in characters. */
    public static final int MAX_LENGTH = 32;

    /** What a tag is, for who sent something else. */
    public static final String WANTED =
            "a tag: letters, digits and . _ : - of up to " + MAX_LENGTH + " characters, a letter or digit first";

    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._:-]{0,31}");

    private Tags() {}

    /** The tag that somebody means; empty when it is none. */
    public static Optional<String> of(String text) {
        if (text.length() > 2 * MAX_LENGTH) {
            return Optional.empty();
        }
        String tag = GivenName.tidy(text.toLowerCase(Locale.ROOT)).replace(' ', '-');
        return Optional.of(tag)
                .filter(any -> GivenName.mistakeIn(tag, MAX_LENGTH).isEmpty() && tag.length() <= MAX_LENGTH)
                .filter(any -> TAG.matcher(tag).matches());
    }
}
