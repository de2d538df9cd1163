/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import io.aegis.feedback.ControlCharacters;
import java.time.Instant;
import java.util.Optional;

/**
 * What a submitter may tell about one submission, so that merging identical texts forgets nobody.
 *
 * @param channel such as {@code email}, up to 128 characters
 * @param customerRef the submitter's name for the customer, up to 128 characters
 * @param externalId the submitter's id of this submission, up to 128 characters
 * @param occurredAt when the customer wrote it
 * @param rating stars or points, as an export has them, up to 128 characters
 * @param language as an export has it, up to 128 characters
 * @param author who wrote it, as an export has it, up to 128 characters
 */
public record Metadata(
        Optional<String> channel,
        Optional<String> customerRef,
        Optional<String> externalId,
        Optional<Instant> occurredAt,
        Optional<String> rating,
        Optional<String> language,
        Optional<String> author) {

    /** Nothing told. */
    public static final Metadata NONE =
            new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Leaves control characters out. */
    public Metadata {
        channel = channel.map(ControlCharacters::without);
        customerRef = customerRef.map(ControlCharacters::without);
        externalId = externalId.map(ControlCharacters::without);
        rating = rating.map(ControlCharacters::without);
        language = language.map(ControlCharacters::without);
        author = author.map(ControlCharacters::without);
    }

    /** What a submitter tells who has no export. */
    public Metadata(
            Optional<String> channel,
            Optional<String> customerRef,
            Optional<String> externalId,
            Optional<Instant> occurredAt) {
        this(channel, customerRef, externalId, occurredAt, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether nothing was told. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
