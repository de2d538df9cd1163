/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.EnumBits;
import io.aegis.db.Utc;
import io.aegis.review.ReviewReason;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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

    /**
     * What an LLM's answer answers, of a review that has other reasons as well; where it is all, the review goes. As bits, in the
     * order of the constants: the text of a set is a list with commas.
     */
    private static final String FORGET_ANSWERED =
            """
            UPDATE review SET reasons = reasons & ~%d
            WHERE feedback_id = ? AND is_open""".formatted(EnumBits.of(Set.of(ReviewReason.LANGUAGE, ReviewReason.POSSIBLY_URGENT)));

    private static final String ANSWERED = "DELETE FROM review WHERE feedback_id = ? AND is_open AND reasons = ''";

    private static final String NOTHING_TO_REVIEW = "UPDATE feedback SET needs_review = FALSE WHERE id = ?";

    private ReviewRow() {}

    static void open(
            DbExecute execute, UUID id, UUID feedback, Set<ReviewReason> reasons, Optional<UUID> llm, Instant at) {
        String names = reasons.stream().map(Enum::name).collect(Collectors.joining(","));
        execute.insert(OPEN, id, names, llm.orElse(null), Utc.of(at), feedback);
    }

    /** Takes back questions that an LLM has answered: what a text says that no rules could read, and whether one is urgent. */
    static void answer(DbExecute execute, UUID feedback) {
        execute.update(FORGET_ANSWERED, feedback);
        if (execute.delete(ANSWERED, feedback) > 0) {
            execute.update(NOTHING_TO_REVIEW, feedback);
        }
    }
}
