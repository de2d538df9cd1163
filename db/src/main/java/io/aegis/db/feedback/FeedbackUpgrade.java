/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.Utc;
import io.aegis.db.outbox.Alerts;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import io.helidon.dbclient.DbExecute;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Puts a late verdict on a row, within one transaction. */
final class FeedbackUpgrade {

    /**
     * Compares and sets in one statement. Its conditions, not a version read before, say what must not have changed, so a
     * resolution in the meantime does not cost the verdict.
     */
    private static final String UPDATE = """
            UPDATE feedback SET sentiment = ?, topics = ?, is_urgent = ?, priority = ?, verdict_priority = NULL,
              department = ?, confidence = ?, source = ?, provider = ?, needs_review = needs_review OR ?, own_topics = own_topics | ?,
              possibly_urgent = FALSE, updated_at = GREATEST(updated_at, ?), version = version + 1
            WHERE id = ? AND source = 'FALLBACK' AND decided_at IS NULL""";

    private final Alerts alerts;
    private final Supplier<UUID> ids;
    private final Clock clock;

    FeedbackUpgrade(Alerts alerts, Supplier<UUID> ids, Clock clock) {
        this.alerts = alerts;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Changes the row if it still carries the heuristic's labels, and enters the verdict into the audit trail either way.
     *
     * @param entry id of that entry, the same whenever the transaction is repeated: a repetition after a lost answer
     *     finds by it what was done before
     * @return whether the row took the verdict; false also when there is no such row
     */
    boolean apply(DbExecute execute, Upgrade upgrade, UUID entry) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean taken = update(execute, upgrade, now) == 1;
        Optional<StoredFeedback> row = FeedbackRow.find(execute, upgrade.id());
        if (row.isEmpty()) {
            return false;
        }
        AnalysisRow verdict = AnalysisRow.ofLlm(upgrade.id(), entry, upgrade.verdict(), taken, now);
        if (!verdict.insert(execute)) {
            // What this transaction did before, it did for good: the row no longer met the conditions, and nothing was
            // updated.
            return AnalysisRow.applied(execute, upgrade.id(), entry);
        }
        if (taken) {
            follow(execute, upgrade, row.get(), entry, now);
        }
        return taken;
    }

    private static long update(DbExecute execute, Upgrade upgrade, Instant now) {
        boolean review = !upgrade.reviewReasons().isEmpty();
        return execute.createUpdate(UPDATE)
                .params(FeedbackRow.parameters(
                        upgrade.analysis(), review, upgrade.verdict().ownTopics(), Utc.of(now), upgrade.id()))
                .execute();
    }

    /** An alert that went out when the row was stored is not raised again. */
    private void follow(DbExecute execute, Upgrade upgrade, StoredFeedback row, UUID entry, Instant now) {
        if (row.needsReview() && upgrade.reviewReasons().isEmpty()) {
            ReviewRow.answer(execute, row.id());
        }
        if (!upgrade.reviewReasons().isEmpty()) {
            ReviewRow.open(execute, ids.get(), row.id(), upgrade.reviewReasons(), Optional.of(entry), now);
        }
        if (row.analysis().labels().urgent()) {
            alerts.raise(execute, UrgentAlert.EVENT, row.id(), UrgentAlert.payload(execute, row));
        }
    }
}
