package io.aegis.db.feedback;

import io.aegis.db.Session;
import io.aegis.review.ReviewReason;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The columns of {@code review}. */
final class ReviewRow {

    /**
     * The heuristic's verdict is the newest of the row. A review that is open already takes the new reasons and the new
     * LLM verdict, so that a row has one open review at most.
     */
    private static final String OPEN = """
            INSERT INTO review (id, feedback_id, reasons, heuristic_id, llm_id, created_at)
            SELECT ?, feedback_id, ?, id, ?, ? FROM analysis
            WHERE feedback_id = ? AND lane = 'HEURISTIC' ORDER BY id DESC LIMIT 1
            ON DUPLICATE KEY UPDATE reasons = reasons | VALUES(reasons), llm_id = COALESCE(VALUES(llm_id), llm_id)""";

    private ReviewRow() {}

    static void open(Session session, UUID id, UUID feedback, Set<ReviewReason> reasons, Optional<UUID> llm, Instant at)
            throws SQLException {
        session.update(
                OPEN,
                parameters ->
                        parameters.add(id).addSet(reasons).addId(llm).add(at).add(feedback));
    }
}
