/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.reviews;

import io.aegis.db.feedback.LabelColumns;
import io.aegis.feedback.Status;
import io.aegis.review.ReviewReason;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** What is read of a review, in one place for all queries. */
final class ReviewColumns {

    /** Begins a query whose rows {@link #read} reads; {@code r} is the review. */
    static final String SELECT = """
            SELECT r.id, r.reasons, r.created_at,
              f.id AS row_id, f.version, f.raw_content, f.clean_content, f.sentiment, f.topics, f.is_urgent, f.status, f.own_topics,
              h.id AS h_id, h.provider AS h_provider, h.sentiment AS h_sentiment, h.topics AS h_topics,
              h.is_urgent AS h_is_urgent, h.confidence AS h_confidence, h.created_at AS h_created_at,
              a.id AS a_id, a.provider AS a_provider, a.sentiment AS a_sentiment, a.topics AS a_topics,
              a.is_urgent AS a_is_urgent, a.confidence AS a_confidence, a.created_at AS a_created_at,
              r.decision, p.sentiment AS p_sentiment, p.topics AS p_topics, p.is_urgent AS p_is_urgent,
              r.note, r.decided_by, r.decided_at
            FROM review r
            JOIN feedback f ON f.id = r.feedback_id
            JOIN analysis h ON h.feedback_id = r.feedback_id AND h.id = r.heuristic_id
            LEFT JOIN analysis a ON a.feedback_id = r.feedback_id AND a.id = r.llm_id
            LEFT JOIN analysis p ON p.feedback_id = r.feedback_id AND p.id = r.decision_id
            """;

    /** The same of a row about which nothing was asked, by its id; its newest verdicts stand beside. */
    static final String UNASKED = """
            SELECT f.id, '' AS reasons, f.created_at,
              f.id AS row_id, f.version, f.raw_content, f.clean_content, f.sentiment, f.topics, f.is_urgent, f.status, f.own_topics,
              h.id AS h_id, h.provider AS h_provider, h.sentiment AS h_sentiment, h.topics AS h_topics,
              h.is_urgent AS h_is_urgent, h.confidence AS h_confidence, h.created_at AS h_created_at,
              a.id AS a_id, a.provider AS a_provider, a.sentiment AS a_sentiment, a.topics AS a_topics,
              a.is_urgent AS a_is_urgent, a.confidence AS a_confidence, a.created_at AS a_created_at,
              r.decision
            FROM feedback f
            JOIN analysis h ON h.feedback_id = f.id AND h.id =
              (SELECT MAX(id) FROM analysis WHERE feedback_id = f.id AND lane = 'HEURISTIC')
            LEFT JOIN analysis a ON a.feedback_id = f.id AND a.id =
              (SELECT MAX(id) FROM analysis WHERE feedback_id = f.id AND lane = 'LLM')
            LEFT JOIN review r ON r.feedback_id = f.id
            WHERE f.id = ? AND r.id IS NULL""";

    private static final String HEURISTIC = "h_";
    private static final String AI = "a_";
    private static final String PERSON = "p_";

    private ReviewColumns() {}

    static Review read(DbRow row) {
        return new Review(
                row.column("id").get(UUID.class),
                reasons(row.column("reasons").get(String.class)),
                row.column("created_at").get(Instant.class),
                new Review.Subject(
                        row.column("row_id").get(UUID.class),
                        row.column("version").get(Long.class),
                        row.column("raw_content").get(String.class),
                        row.column("clean_content").get(String.class),
                        LabelColumns.read(row),
                        row.column("status").get(Status.class),
                        row.column("own_topics").get(Long.class)),
                verdict(row, row.column(HEURISTIC + "id").get(UUID.class), HEURISTIC),
                row.column(AI + "id").as(UUID.class).asOptional().map(id -> verdict(row, id, AI)),
                row.column("decision").as(ReviewDecision.class).asOptional().map(decision -> answer(row, decision)));
    }

    private static Set<ReviewReason> reasons(String names) {
        Set<ReviewReason> reasons = EnumSet.noneOf(ReviewReason.class);
        for (String name : names.split(",", -1)) {
            if (!name.isEmpty()) {
                reasons.add(ReviewReason.valueOf(name));
            }
        }
        return reasons;
    }

    private static Review.Verdict verdict(DbRow row, UUID id, String lane) {
        return new Review.Verdict(
                id,
                row.column(lane + "provider").get(String.class),
                LabelColumns.read(row, lane),
                row.column(lane + "confidence").get(Double.class),
                row.column(lane + "created_at").get(Instant.class));
    }

    private static Review.Answer answer(DbRow row, ReviewDecision decision) {
        return new Review.Answer(
                decision,
                LabelColumns.read(row, PERSON),
                row.column("note").as(String.class).asOptional(),
                row.column("decided_by").get(String.class),
                row.column("decided_at").get(Instant.class));
    }
}
