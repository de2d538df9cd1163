/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.db.outbox.Alerts;
import io.aegis.deadline.Deadline;
import io.aegis.llm.LlmFailure;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.StoredFeedback;
import io.aegis.storage.Upgrade;
import io.helidon.dbclient.DbExecute;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Rows that carry the heuristic's labels, as the workers see them that ask the LLM again. A claim is a lease: it names its
 * owner, ends in the database's time, and is committed before the work, so that several machines never work on one row
 * at once. A worker that dies loses its leases when they end. Thread-safe.
 */
public final class FeedbackHealing {

    /** Most rows of one claim. */
    public static final int MAX_CLAIM = 100;

    private static final String TO_HEAL = "source = 'FALLBACK' AND decided_at IS NULL AND ai_refused = FALSE";

    /**
     * SKIP LOCKED only keeps claimers from waiting for each other; it is the lease, once committed, that excludes. By any other
     * index all rows would have to be sorted, which locks them all, and leaves other claimers none.
     */
    private static final String DUE = """
            SELECT feedback.id FROM feedback FORCE INDEX (feedback_to_heal) LEFT JOIN healing ON feedback_id = feedback.id
            WHERE %s
              AND created_at <= UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND
              AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6))
              AND (next_attempt_at IS NULL OR next_attempt_at <= UTC_TIMESTAMP(6) OR failed_at < ?)
            ORDER BY unreadable DESC, is_urgent DESC, possibly_urgent DESC, created_at DESC
            LIMIT ? FOR UPDATE SKIP LOCKED""".formatted(TO_HEAL);

    /** Assignments are made from left to right: the end is only moved by whoever owns the lease by then. */
    private static final MultiRowInsert LEASE = new MultiRowInsert("""
            INSERT INTO healing (feedback_id, lease_owner, lease_until)
            VALUES (?, ?, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND)
            ON DUPLICATE KEY UPDATE
              lease_owner = IF(lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6), VALUES(lease_owner), lease_owner),
              lease_until = IF(lease_owner = VALUES(lease_owner), VALUES(lease_until), lease_until)""");

    private static final String LEASED = FeedbackRow.SELECT
            + "JOIN healing ON feedback_id = id WHERE lease_owner = ?"
            + " ORDER BY unreadable DESC, is_urgent DESC, possibly_urgent DESC, created_at DESC";

    private static final String END = "DELETE FROM healing WHERE feedback_id = ? AND lease_owner = ?";

    private static final String FAILED = """
            UPDATE healing SET lease_owner = NULL, lease_until = NULL, failed_at = UTC_TIMESTAMP(6), last_failure = ?,
              next_attempt_at = UTC_TIMESTAMP(6) + INTERVAL LEAST(? * POW(2, LEAST(attempts, 30)), ?) MICROSECOND,
              attempts = attempts + 1
            WHERE feedback_id = ? AND lease_owner = ?""";

    private static final String RELEASE = """
            UPDATE healing SET lease_owner = NULL, lease_until = NULL WHERE feedback_id = ? AND lease_owner = ?""";

    private static final String NOW = "SELECT UTC_TIMESTAMP(6)";

    private static final String WAITING = "SELECT COUNT(*) FROM feedback WHERE " + TO_HEAL;

    private final Transactions transactions;
    private final Supplier<UUID> ids;
    private final FeedbackUpgrade upgrades;

    /**
     * Heals rows of a database.
     *
     * @param alerts what a row raises that turns out to be urgent
     * @param ids new UUIDv7s
     * @param clock for the times of upgrades
     */
    public FeedbackHealing(Transactions transactions, Alerts alerts, Supplier<UUID> ids, Clock clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.upgrades = new FeedbackUpgrade(alerts, ids, clock);
    }

    /**
     * Which rows are due.
     *
     * @param age least age of a row: about a younger one the online application may still be asking
     * @param failedBefore rows that failed before this moment, in the database's time, are due whatever they are put off
     *     to
     */
    public record Due(Duration age, Instant failedBefore) {

        private static final Duration LATE_VERDICTS = Duration.ofSeconds(15);
        private static final Instant NEVER = Instant.parse("1000-01-01T00:00:00Z");

        /** For a run that nobody asked for. */
        public static final Due USUAL = new Due(LATE_VERDICTS, NEVER);

        /** For a run that somebody asks for now. */
        public static Due everything(Instant now) {
            return new Due(Duration.ZERO, now);
        }
    }

    /**
     * Claims rows: those that no rules can read first, then urgent ones, then possibly urgent ones, then the newest. Nobody else
     * gets them while the lease lasts.
     *
     * @param token new for each claim; proves afterwards that the lease is still this one
     * @param max 1 to {@value #MAX_CLAIM}; anything else counts as the nearest of these
     * @param lease longer than the work on all of them takes
     */
    public List<StoredFeedback> claim(UUID token, int max, Duration lease, Due due, Deadline deadline)
            throws DatabaseUnavailableException {
        int limit = Math.clamp(max, 1, MAX_CLAIM);
        return transactions.transaction(deadline, execute -> {
            List<UUID> rows = execute.query(DUE, micros(due.age()), Utc.of(due.failedBefore()), limit)
                    .map(row -> row.column("id").get(UUID.class))
                    .toList();
            LEASE.insert(execute, rows, id -> List.of(id, token, micros(lease)));
            return rows.isEmpty()
                    ? List.of()
                    : execute.query(LEASED, token).map(FeedbackRow::read).toList();
        });
    }

    /**
     * Puts a verdict on a row, unless it no longer carries the heuristic's labels, and ends the work on it. The verdict
     * enters the audit trail either way.
     *
     * @return whether the row took it
     */
    public boolean heal(Upgrade upgrade, UUID token, Deadline deadline) throws DatabaseUnavailableException {
        UUID entry = ids.get();
        return transactions.transaction(deadline, execute -> {
            boolean taken = upgrades.apply(execute, upgrade, entry);
            execute.delete(END, upgrade.id(), token);
            return taken;
        });
    }

    /**
     * Ends the work on a row without a verdict and puts the row off, each time for twice as long.
     *
     * @param first how long it is put off the first time
     * @param longest the most that doubling comes to
     * @return false when the lease had passed to another
     */
    public boolean failed(UUID id, UUID token, LlmFailure failure, Duration first, Duration longest, Deadline deadline)
            throws DatabaseUnavailableException {
        return transactions.transaction(
                        deadline,
                        execute -> execute.update(FAILED, failure.name(), micros(first), micros(longest), id, token))
                == 1;
    }

    /** Ends the work on a row whose text an LLM refused. None is asked about it again. */
    public void refused(UUID id, UUID token, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            FeedbackRow.keepRefusal(execute, id);
            return execute.delete(END, id, token);
        });
    }

    /** Gives rows back that were not tried. */
    public void release(Collection<UUID> rows, UUID token, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> {
            rows.forEach(id -> execute.update(RELEASE, id, token));
            return rows.size();
        });
    }

    /** How many rows there are to heal, those included that are put off or being worked on. */
    public long waiting(Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, FeedbackHealing::waiting);
    }

    /** The same, within work of the caller's. */
    public static long waiting(DbExecute execute) {
        return execute.get(WAITING).map(row -> row.column(1).get(Long.class)).orElse(0L);
    }

    /** The database's time. */
    public Instant now(Deadline deadline) throws DatabaseUnavailableException {
        return transactions
                .transaction(
                        deadline,
                        execute -> execute.get(NOW).map(row -> row.column(1).get(Instant.class)))
                .orElseThrow();
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
