/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.feedback;

import io.aegis.feedback.Analysis;
import io.aegis.feedback.Topic;
import io.aegis.storage.StoredFeedback;
import io.aegis.time.Rfc3339;
import io.aegis.topics.CurrentOwnTopics;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Rows of feedback as records of CSV, with the names that answers in JSON have. Topics within a cell are parted by {@code |}. */
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
            "group_id");

    private FeedbackCsv() {}

    /** A record under {@link #HEAD}. */
    static List<String> record(StoredFeedback row, CurrentOwnTopics topics) {
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
                row.learned().group().map(UUID::toString).orElse(""));
    }
}
