package io.aegis.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * What a submitter may tell about one submission, so that merging identical texts forgets nobody.
 *
 * @param channel such as {@code email}, up to 128 characters
 * @param customerRef the submitter's name for the customer, up to 128 characters
 * @param externalId the submitter's id of this submission, up to 128 characters
 * @param occurredAt when the customer wrote it
 */
public record Metadata(
        Optional<String> channel,
        Optional<String> customerRef,
        Optional<String> externalId,
        Optional<Instant> occurredAt) {

    /** Nothing told. */
    public static final Metadata NONE =
            new Metadata(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether nothing was told. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
