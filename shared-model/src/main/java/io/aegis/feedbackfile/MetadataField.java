/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a column other than the text may tell about a submission. */
public enum MetadataField {
    /** Where it came from, such as {@code email}. */
    CHANNEL,
    /** The submitter's name for the customer. */
    CUSTOMER_REF,
    /** The submitter's id of the submission. */
    EXTERNAL_ID,
    /** When the customer wrote it. */
    OCCURRED_AT,
    /** Stars or points. */
    RATING,
    /** What it is written in, as the exporting program says. */
    LANGUAGE,
    /** Who wrote it, as the exporting program shows them. */
    AUTHOR;

    /** As options, answers and metadata name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field of that name. */
    public static Optional<MetadataField> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(name))
                .findFirst();
    }
}
