package io.aegis.db.feedback;

import io.aegis.db.Session;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedback.Analysis;
import io.aegis.storage.StoredFeedback;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts a person's decision on a row, within one transaction of the caller's. From then on no machine changes its labels.
 *
 * @param alerts what a row raises that a person calls urgent
 */
public record FeedbackDecision(Alerts alerts) {

    /** Who gave the verdict, in the audit trail. */
    public static final String PROVIDER = "person";

    private static final String UPDATE = """
            UPDATE feedback SET sentiment = ?, topics = ?, is_urgent = ?, priority = ?, department = ?, confidence = ?,
              source = ?, provider = ?, needs_review = FALSE, decided_at = ?, updated_at = GREATEST(updated_at, ?),
              version = version + 1
            WHERE id = ? AND version = ?""";

    /** What became of a decision. */
    public enum Outcome {
        /** The row carries it. */
        DONE,
        /** It did before: the answer to its commit had been lost. The transaction is rolled back. */
        DONE_BEFORE,
        /** The row has another version, or is not there. The transaction is rolled back. */
        CHANGED
    }

    /**
     * Decides.
     *
     * @param version that the person saw
     * @param decided what the row shall carry
     * @param entry id in the audit trail, the same whenever the transaction is repeated
     */
    public Outcome apply(Session session, UUID id, long version, Analysis decided, UUID entry, Instant now)
            throws SQLException {
        int changed = session.update(UPDATE, parameters -> {
            FeedbackRow.bind(parameters, decided);
            parameters.add(now).add(now).add(id).add(version);
        });
        if (changed == 0) {
            session.rollback();
            return AnalysisRow.applied(session, id, entry) ? Outcome.DONE_BEFORE : Outcome.CHANGED;
        }
        new AnalysisRow(
                        id,
                        entry,
                        "PERSON",
                        PROVIDER,
                        decided.labels(),
                        decided.confidence(),
                        Optional.empty(),
                        true,
                        now)
                .insert(session);
        if (decided.labels().urgent()) {
            StoredFeedback row = FeedbackRow.find(session, id).orElseThrow();
            alerts.raise(session, UrgentAlert.EVENT, id, UrgentAlert.payload(row));
        }
        return Outcome.DONE;
    }
}
