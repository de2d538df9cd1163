/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.changes;

import io.aegis.feedback.Department;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What changed since some moment. The newest of each kind; nothing in here was written by a customer.
 *
 * @param now time of the database when it was asked
 * @param feedback rows that are new or changed, oldest first
 * @param imports that are new or moved on
 * @param jobs executions that are new or moved on
 * @param predictions anomalies and failures that were found
 * @param groups that grew, or of which rows were resolved or reopened
 * @param more whether there were more rows of feedback than are told
 */
public record Changes(
        Instant now,
        List<OfFeedback> feedback,
        List<OfImport> imports,
        List<OfJob> jobs,
        List<OfPrediction> predictions,
        List<OfGroup> groups,
        boolean more) {

    /** Copies the lists. */
    public Changes {
        feedback = List.copyOf(feedback);
        imports = List.copyOf(imports);
        jobs = List.copyOf(jobs);
        predictions = List.copyOf(predictions);
        groups = List.copyOf(groups);
    }

    /**
     * A row of feedback.
     *
     * @param version goes up with each change
     * @param ownTopics topics that operators made: bit n is the topic with number n
     */
    public record OfFeedback(
            UUID id,
            long version,
            Instant createdAt,
            Instant updatedAt,
            String status,
            boolean urgent,
            String priority,
            Department department,
            boolean needsReview,
            long ownTopics) {}

    /**
     * An import.
     *
     * @param percent of its file that is done
     */
    public record OfImport(UUID id, String status, long read, double percent) {}

    /**
     * An execution of a job.
     *
     * @param status Spring Batch's word; {@code STOPPING} once it was asked to stop
     */
    public record OfJob(long id, String job, String status, long read, long written) {}

    /**
     * A group of rows that say the same.
     *
     * @param open rows of it that are open
     * @param state such as {@code Regressed}
     */
    public record OfGroup(UUID id, long size, long open, String state) {}

    /**
     * An anomaly or a failure that was found.
     *
     * @param kind {@code anomaly} or {@code failure}
     * @param severity such as {@code high}
     * @param score the anomaly's score, or the failure's confidence
     */
    public record OfPrediction(UUID id, String kind, String severity, double score, Instant createdAt) {}
}
