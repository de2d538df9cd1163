package io.aegis.db.reviews;

import io.aegis.db.Row;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Status;
import io.aegis.feedback.Topic;
import io.aegis.review.ReviewReason;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** What is read of a review, in one place for all queries. */
final class ReviewColumns {

    /** Begins a query whose rows {@link #read} reads; {@code r} is the review. */
    static final String SELECT = """
            SELECT r.id, r.reasons, r.created_at,
              f.id, f.version, f.raw_content, f.clean_content, f.sentiment, f.topics, f.is_urgent, f.status,
              h.id, h.provider, h.sentiment, h.topics, h.is_urgent, h.confidence, h.created_at,
              a.id, a.provider, a.sentiment, a.topics, a.is_urgent, a.confidence, a.created_at,
              r.decision, p.sentiment, p.topics, p.is_urgent, r.note, r.decided_by, r.decided_at
            FROM review r
            JOIN feedback f ON f.id = r.feedback_id
            JOIN analysis h ON h.feedback_id = r.feedback_id AND h.id = r.heuristic_id
            LEFT JOIN analysis a ON a.feedback_id = r.feedback_id AND a.id = r.llm_id
            LEFT JOIN analysis p ON p.feedback_id = r.feedback_id AND p.id = r.decision_id
            """;

    private static final int REST_OF_VERDICT = 6;

    private ReviewColumns() {}

    static Review read(Row row) throws SQLException {
        return new Review(
                row.id(),
                row.words(ReviewReason.class),
                row.moment(),
                new Review.Subject(row.id(), row.number(), row.text(), row.text(), labels(row), row.word(Status.class)),
                verdict(row.id(), row),
                optionalVerdict(row),
                answer(row));
    }

    private static Labels labels(Row row) throws SQLException {
        return new Labels(row.word(Sentiment.class), row.bits(Topic.class), row.truth());
    }

    private static Review.Verdict verdict(UUID id, Row row) throws SQLException {
        return new Review.Verdict(id, row.text(), labels(row), row.decimal(), row.moment());
    }

    private static Optional<Review.Verdict> optionalVerdict(Row row) throws SQLException {
        Optional<UUID> id = row.optionalId();
        if (id.isEmpty()) {
            row.skip(REST_OF_VERDICT);
            return Optional.empty();
        }
        return Optional.of(verdict(id.get(), row));
    }

    private static Optional<Review.Answer> answer(Row row) throws SQLException {
        Optional<String> decision = row.optionalText();
        if (decision.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Review.Answer(
                ReviewDecision.valueOf(decision.get()), labels(row), row.optionalText(), row.text(), row.moment()));
    }
}
