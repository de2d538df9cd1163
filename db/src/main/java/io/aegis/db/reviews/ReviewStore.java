/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.reviews;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.db.feedback.FeedbackDecision;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Analysis;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Topic;
import io.aegis.review.ReviewReason;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Where people's decisions become durable: of the review, of its row, and of the audit trail, or of none of them. Thread-safe. */
public final class ReviewStore {

    /** Longest note, in code points. */
    public static final int MAX_NOTE = 2000;

    private static final String CLOSE = """
            UPDATE review SET is_open = NULL, decision = ?, decision_id = ?, note = ?, decided_by = ?, decided_at = ?
            WHERE id = ? AND is_open = TRUE""";

    /** Nothing was asked, so the question comes with its answer. */
    private static final String ENTER = """
            INSERT INTO review (id, feedback_id, is_open, reasons, heuristic_id, llm_id, created_at, decision, decision_id, note,
              decided_by, decided_at)
            VALUES (?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Database database;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final FeedbackDecision rows;

    /**
     * Writes to a database.
     *
     * @param alerts what a row raises that a person calls urgent
     * @param ids new UUIDv7s
     * @param clock for the times of decisions
     */
    public ReviewStore(Database database, Alerts alerts, Supplier<UUID> ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
        this.rows = new FeedbackDecision(alerts);
    }

    /**
     * A person's decision.
     *
     * @param decision which side
     * @param analysis what the row shall carry
     * @param note what the person wrote, up to {@value #MAX_NOTE} code points
     * @param by id of the person's key, up to 64 characters
     * @param actor who that is
     */
    public record Resolution(
            ReviewDecision decision, Analysis analysis, Optional<String> note, String by, Actor actor) {}

    /**
     * Decides an open review, or labels a row about which nothing was asked, if neither it nor its row has changed since it was read.
     *
     * @return false when one of them has: then nothing is written
     */
    public boolean decide(Review review, Resolution resolution, Deadline deadline) throws DatabaseUnavailableException {
        UUID entry = ids.get();
        UUID id = review.asked() ? review.id() : ids.get();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            return database.transaction(deadline, execute -> switch (rows.apply(
                    execute, review.row().id(), review.row().version(), resolution.analysis(), entry, now)) {
                case DONE_BEFORE -> true;
                case CHANGED -> false;
                case DONE -> {
                    if (review.asked()) {
                        close(execute, id, resolution, entry, now);
                    } else {
                        enter(execute, id, review, resolution, entry, now);
                    }
                    tell(execute, review, id, resolution);
                    yield true;
                }
            });
        } catch (DecidedByAnotherException _) {
            return false;
        }
    }

    private static void tell(DbExecute execute, Review review, UUID id, Resolution resolution) {
        Map<String, Object> after = new HashMap<>(told(resolution.analysis().labels()));
        after.put("decision", resolution.decision().label());
        after.put("review_id", id.toString());
        AuditLog.append(
                execute,
                new AuditEvent(
                        resolution.actor(),
                        AuditAction.REVIEW,
                        review.row().id().toString(),
                        told(review.row().labels()),
                        after));
    }

    private static Map<String, ?> told(Labels labels) {
        return Map.of(
                "sentiment",
                labels.sentiment().name(),
                "topics",
                labels.topics().stream().map(Topic::label).sorted().toList(),
                "is_urgent",
                labels.urgent());
    }

    private static void close(DbExecute execute, UUID review, Resolution resolution, UUID entry, Instant now) {
        long closed = execute.update(
                CLOSE,
                resolution.decision().name(),
                entry,
                resolution.note().orElse(null),
                resolution.by(),
                Utc.of(now),
                review);
        if (closed == 0) {
            throw new DecidedByAnotherException();
        }
    }

    private static void enter(
            DbExecute execute, UUID id, Review review, Resolution resolution, UUID entry, Instant now) {
        execute.insert(
                ENTER,
                id,
                review.row().id(),
                ReviewReason.UNPROMPTED.name(),
                review.heuristic().id(),
                review.ai().map(Review.Verdict::id).orElse(null),
                Utc.of(now),
                resolution.decision().name(),
                entry,
                resolution.note().orElse(null),
                resolution.by(),
                Utc.of(now));
    }

    /** Undoes what was done to the row of a review that is open no longer. */
    private static final class DecidedByAnotherException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
