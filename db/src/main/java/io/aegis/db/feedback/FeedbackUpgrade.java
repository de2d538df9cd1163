package io.aegis.db.feedback;

import io.aegis.db.Parameters;
import io.aegis.db.Session;
import io.aegis.db.outbox.Alerts;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import java.sql.SQLException;
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
            UPDATE feedback SET sentiment = ?, topics = ?, is_urgent = ?, priority = ?, department = ?, confidence = ?,
              source = ?, provider = ?, needs_review = needs_review OR ?, updated_at = GREATEST(updated_at, ?),
              version = version + 1
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
    boolean apply(Session session, Upgrade upgrade, UUID entry) throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean taken = session.update(UPDATE, parameters -> bind(parameters, upgrade, now)) == 1;
        Optional<StoredFeedback> row = FeedbackRow.find(session, upgrade.id());
        if (row.isEmpty()) {
            return false;
        }
        AnalysisRow verdict = AnalysisRow.ofLlm(upgrade.id(), entry, upgrade.verdict(), taken, now);
        if (!verdict.insert(session)) {
            session.rollback();
            return AnalysisRow.applied(session, upgrade.id(), entry);
        }
        if (taken) {
            follow(session, upgrade, row.get(), entry, now);
        }
        return taken;
    }

    private static void bind(Parameters parameters, Upgrade upgrade, Instant now) throws SQLException {
        FeedbackRow.bind(parameters, upgrade.analysis());
        parameters.add(!upgrade.reviewReasons().isEmpty()).add(now).add(upgrade.id());
    }

    /** An alert that went out when the row was stored is not raised again. */
    private void follow(Session session, Upgrade upgrade, StoredFeedback row, UUID entry, Instant now)
            throws SQLException {
        if (!upgrade.reviewReasons().isEmpty()) {
            ReviewRow.open(session, ids.get(), row.id(), upgrade.reviewReasons(), Optional.of(entry), now);
        }
        if (row.analysis().labels().urgent()) {
            alerts.raise(session, UrgentAlert.EVENT, row.id(), UrgentAlert.payload(row));
        }
    }
}
