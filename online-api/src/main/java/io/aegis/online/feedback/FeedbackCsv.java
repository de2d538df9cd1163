/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.db.triage.Snooze;
import io.aegis.db.triage.TriageState;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.Topic;
import io.aegis.storage.Metadata;
import io.aegis.storage.StoredFeedback;
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Rows of feedback as records of CSV, with the names that answers in JSON have, those of {@code triage} and of a submission's metadata
 * behind the row's own. Topics and tags within a cell are parted by {@code |}.
 */
final class FeedbackCsv {

    /** The head of {@code /feedback/export.csv}. */
    static final List<String> HEAD = List.of(
            "id",
            "created_at",
            "updated_at",
            "raw_content",
            "status",
            "resolution_note",
            "sentiment",
            "topics",
            "is_urgent",
            "possibly_urgent",
            "own_topics",
            "priority",
            "department",
            "confidence_score",
            "source",
            "ai_provider",
            "language",
            "needs_review",
            "submissions",
            "group_id",
            "reliable",
            "ai_refused",
            "assigned_to",
            "tags",
            "snoozed",
            "snoozed_until",
            "snoozed_until_again",
            "notes",
            "channel",
            "customer_ref",
            "external_id",
            "occurred_at",
            "rating",
            "author");

    private FeedbackCsv() {}

    /** A record under {@link #HEAD}. */
    static List<String> record(ExportedRow exported, CurrentOwnTopics topics) {
        StoredFeedback row = exported.row();
        TriageState triage = exported.triage();
        Metadata metadata = exported.metadata();
        Analysis analysis = row.analysis();
        return List.of(
                row.id().toString(),
                Rfc3339.format(row.createdAt()),
                Rfc3339.format(row.updatedAt()),
                row.rawContent(),
                row.status().label(),
                row.resolutionNote().orElse(""),
                analysis.labels().sentiment().name(),
                analysis.labels().topics().stream().map(Topic::label).collect(Collectors.joining("|")),
                Boolean.toString(analysis.labels().urgent()),
                Boolean.toString(row.learned().possiblyUrgent()),
                String.join("|", topics.names(row.learned().ownTopics())),
                analysis.priority().label(),
                topics.department(analysis.department(), row.learned().ownTopics()),
                Double.toString(analysis.confidence()),
                analysis.source().label(),
                analysis.provider(),
                row.evidence().language(),
                Boolean.toString(row.needsReview()),
                Long.toString(row.submissions()),
                row.learned().group().map(UUID::toString).orElse(""),
                Boolean.toString(row.evidence().reliable()),
                Boolean.toString(row.aiRefused()),
                triage.assignedTo().orElse(""),
                String.join("|", triage.tags()),
                Boolean.toString(triage.snoozed()),
                triage.snooze().flatMap(Snooze::until).map(Rfc3339::format).orElse(""),
                Boolean.toString(triage.snooze().filter(Snooze::untilAgain).isPresent()),
                Long.toString(triage.notes()),
                metadata.channel().orElse(""),
                metadata.customerRef().orElse(""),
                metadata.externalId().orElse(""),
                metadata.occurredAt().map(Rfc3339::format).orElse(""),
                metadata.rating().orElse(""),
                metadata.author().orElse(""));
    }
}
