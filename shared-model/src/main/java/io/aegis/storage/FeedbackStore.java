/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.storage;

import io.aegis.deadline.Deadline;
import io.aegis.dedupe.ContentHash;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where feedback is durable. Every method returns or throws by its deadline. Thread-safe. */
public interface FeedbackStore {

    /**
     * Looks a text up.
     *
     * @throws DatabaseUnavailableException when there was no answer in time
     */
    Optional<StoredFeedback> find(ContentHash hash, Deadline deadline) throws DatabaseUnavailableException;

    /**
     * Stores a row with its audit trail, review and alerts in one transaction, durable on return. When the text is there
     * already, reads that row instead. Transient errors are retried until the deadline.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    StoreResult store(NewFeedback feedback, Deadline deadline) throws DatabaseUnavailableException;

    /**
     * Puts a late verdict on a row, unless the row no longer carries the heuristic's labels: a person's decision or a
     * newer verdict stays. The verdict enters the audit trail either way.
     *
     * @return whether the row took it
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    boolean upgrade(Upgrade upgrade, Deadline deadline) throws DatabaseUnavailableException;

    /**
     * Keeps with a row that an LLM refused its text, so that none is asked about it again.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    void keepRefusal(UUID feedback, Deadline deadline) throws DatabaseUnavailableException;

    /**
     * Keeps the metadata of a repeated submission, durable on return. The row's count is not touched.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    void keepMetadata(UUID feedback, Metadata metadata, Instant submittedAt, Deadline deadline)
            throws DatabaseUnavailableException;
}
