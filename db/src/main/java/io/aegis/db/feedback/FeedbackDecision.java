/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Utc;
import io.aegis.db.outbox.Alerts;
import io.aegis.feedback.Analysis;
import io.aegis.storage.StoredFeedback;
import io.helidon.dbclient.DbExecute;
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
            UPDATE feedback SET sentiment = ?, topics = ?, is_urgent = ?, priority = ?, verdict_priority = NULL,
              department = ?, confidence = ?, source = ?, provider = ?, needs_review = FALSE, possibly_urgent = FALSE,
              decided_at = ?, updated_at = GREATEST(updated_at, ?), version = version + 1
            WHERE id = ? AND version = ?""";

    /** What became of a decision. */
    public enum Outcome {
        /** The row carries it. */
        DONE,
        /** It did before: the answer to its commit had been lost. Nothing was changed. */
        DONE_BEFORE,
        /** The row has another version, or is not there. Nothing was changed. */
        CHANGED
    }

    /**
     * Decides.
     *
     * @param version that the person saw
     * @param decided what the row shall carry
     * @param entry id in the audit trail, the same whenever the transaction is repeated
     */
    public Outcome apply(DbExecute execute, UUID id, long version, Analysis decided, UUID entry, Instant now) {
        long changed = execute.createUpdate(UPDATE)
                .params(FeedbackRow.parameters(decided, Utc.of(now), Utc.of(now), id, version))
                .execute();
        if (changed == 0) {
            return AnalysisRow.applied(execute, id, entry) ? Outcome.DONE_BEFORE : Outcome.CHANGED;
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
                .insert(execute);
        if (decided.labels().urgent()) {
            StoredFeedback row = FeedbackRow.find(execute, id).orElseThrow();
            alerts.raise(execute, UrgentAlert.EVENT, id, UrgentAlert.payload(execute, row));
        }
        return Outcome.DONE;
    }
}
