/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.embedding.Embedding;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.learning.TopicEvidence;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A row as what was learned of labels looks at it.
 *
 * @param id of the row
 * @param version that was read
 * @param labels that it carries
 * @param provider who gave them
 * @param priority of its verdict, whatever a routing rule has put in its place
 * @param ruledPriority that it had before what was learned raised it; empty when that never did
 * @param evidence what is known of its text, by the rules as they were when it came
 * @param ruledConfidence of the rules
 * @param createdAt when it was received
 */
public record LearnedRow(
        UUID id,
        long version,
        Labels labels,
        String provider,
        Priority priority,
        Optional<Priority> ruledPriority,
        TopicEvidence evidence,
        double ruledConfidence,
        Instant createdAt) {

    /** Begins what names a labelled text among the evidence of a row. */
    static final String SIMILAR = "similar:";

    /** The model that makes vectors knows English; of other languages there may be rules. */
    static final String ENGLISH = "NOT unreadable AND language IN ('en', 'und')";

    /** Rows with a vector of a model, and what the rules said of them. */
    static final String SELECT = """
            SELECT feedback.id, feedback.version, feedback.sentiment, feedback.topics, feedback.is_urgent, feedback.provider,
              feedback.evidence, feedback.adjusted_compound,
              COALESCE(feedback.verdict_priority, feedback.priority) AS priority, feedback.ruled_priority, feedback.created_at, vector,
              ruled.sentiment AS ruled_sentiment, ruled.topics AS ruled_topics, ruled.is_urgent AS ruled_is_urgent,
              ruled.confidence AS ruled_confidence, (SELECT channel FROM submission WHERE submission.feedback_id = feedback.id
                AND channel IS NOT NULL ORDER BY submitted_at, submission.id LIMIT 1) AS channel
            FROM feedback JOIN feedback_vector ON feedback_vector.feedback_id = feedback.id
              JOIN analysis ruled ON ruled.feedback_id = feedback.id AND ruled.id = (SELECT MAX(id) FROM analysis
                WHERE feedback_id = feedback.id AND lane = 'HEURISTIC' AND provider = 'vader-regex')
            WHERE model = ?""";

    static LearnedRow read(DbRow row) {
        return new LearnedRow(
                row.column("id").get(UUID.class),
                row.column("version").get(Long.class),
                LabelColumns.read(row),
                row.column("provider").get(String.class),
                row.column("priority").get(Priority.class),
                row.column("ruled_priority").as(Priority.class).asOptional(),
                evidence(row),
                row.column("ruled_confidence").get(Double.class),
                row.column("created_at").get(Instant.class));
    }

    static TopicEvidence evidence(DbRow row) {
        List<String> rules = RuleIds.parse(row.column("evidence").get(String.class)).stream()
                .filter(rule -> !rule.startsWith(SIMILAR))
                .toList();
        return new TopicEvidence(
                Embedding.of(row.column("vector").get(byte[].class)),
                LabelColumns.read(row, "ruled_"),
                rules,
                row.column("adjusted_compound").get(Double.class),
                row.column("channel").as(String.class).asOptional());
    }
}
