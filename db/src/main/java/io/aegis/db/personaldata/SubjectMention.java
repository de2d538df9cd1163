/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.naming.FoldedText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds a customer in what people wrote: the reference or address as words of their own, in any case (sharp s is two), composed or not.
 * Immutable.
 */
final class SubjectMention {

    private static final String INSTEAD = "…";

    private final String value;
    private final Pattern words;

    /** Finds this one. */
    SubjectMention(DataSubject subject) {
        this.value = FoldedText.of(subject.value()).folded();
        this.words = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])");
    }

    /** Whether a text names the customer. */
    boolean isIn(String text) {
        return words.matcher(FoldedText.of(text).folded()).find();
    }

    /** Whether a text is the customer and nothing else. */
    boolean is(String text) {
        return value.equals(FoldedText.of(text.strip()).folded());
    }

    /** The text without the customer. */
    String without(String text) {
        return FoldedText.of(text).without(words, INSTEAD);
    }

    /** The values of the parameters of a filter, as they stand behind a question mark. */
    static List<String> valuesOf(String filter) {
        return Arrays.stream(filter.split("&", -1))
                .filter(parameter -> parameter.indexOf('=') >= 0)
                .map(parameter -> decoded(parameter.substring(parameter.indexOf('=') + 1)))
                .toList();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
