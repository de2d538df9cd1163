package io.aegis.db.outbox;

import io.aegis.db.Database;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.db.Work;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The outbox as its workers see it. All times are the database's, so workers on several machines agree. A worker that dies
 * loses its lease, and another delivers again: at least once. Thread-safe.
 */
public final class OutboxStore {

    /** Most alerts of one claim. */
    public static final int MAX_CLAIM = 100;

    private static final int MAX_ERROR = 500;

    /** SKIP LOCKED only keeps claimers from waiting for each other; it is the lease, once committed, that excludes. */
    private static final String DUE = """
            SELECT id, event, subject_id, channel, payload, attempts + 1 FROM alert_outbox
            WHERE state = 'PENDING' AND next_attempt_at <= UTC_TIMESTAMP(6)
              AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6))
            ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED""";

    private static final String LEASE = """
            UPDATE alert_outbox SET lease_owner = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,
              attempts = attempts + 1
            WHERE id = ?""";

    private static final String DELIVERED = """
            UPDATE alert_outbox SET state = 'DELIVERED', delivered_at = UTC_TIMESTAMP(6),
              lease_owner = NULL, lease_until = NULL, last_error = NULL
            WHERE id = ? AND lease_owner = ? AND state = 'PENDING'""";

    private static final String RETRY = """
            UPDATE alert_outbox SET state = IF(attempts >= ?, 'DEAD', 'PENDING'),
              next_attempt_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,
              lease_owner = NULL, lease_until = NULL, last_error = ?
            WHERE id = ? AND lease_owner = ? AND state = 'PENDING'""";

    private static final String DEPTH = """
            SELECT COUNT(*), TIMESTAMPDIFF(MICROSECOND, MIN(created_at), UTC_TIMESTAMP(6)),
              (SELECT COUNT(*) FROM alert_outbox WHERE state = 'DEAD')
            FROM alert_outbox WHERE state = 'PENDING'""";

    private final Database database;
    private final int maxAttempts;

    /** @param maxAttempts failed deliveries after which an alert is given up */
    public OutboxStore(Database database, int maxAttempts) {
        this.database = database;
        this.maxAttempts = maxAttempts;
    }

    /**
     * Claims alerts that are due, oldest first. Nobody else gets them while the lease lasts.
     *
     * @param token new for each claim; proves afterwards that the lease is still this one
     * @param max 1 to {@value #MAX_CLAIM}; anything else counts as the nearest of these
     * @param lease longer than delivering them all takes
     */
    public List<ClaimedAlert> claim(UUID token, int max, Duration lease, Deadline deadline)
            throws DatabaseUnavailableException {
        int limit = Math.clamp(max, 1, MAX_CLAIM);
        return database.transaction(deadline, session -> {
            List<ClaimedAlert> due = session.all(DUE, parameters -> parameters.add(limit), OutboxStore::alert);
            session.updateEach(
                    LEASE,
                    due,
                    (parameters, alert) ->
                            parameters.add(token).add(micros(lease)).add(alert.id()));
            return due;
        });
    }

    /**
     * Notes that an alert has arrived.
     *
     * @return false when the lease had passed to another, who delivers it again
     */
    public boolean delivered(UUID id, UUID token, Deadline deadline) throws DatabaseUnavailableException {
        return finish(
                deadline,
                session -> session.update(
                        DELIVERED, parameters -> parameters.add(id).add(token)));
    }

    /**
     * Notes that an alert did not arrive. It is due again after the delay, or given up when it has failed too often.
     *
     * @param error for a person to read; only the first {@value #MAX_ERROR} characters are kept
     * @return false when the lease had passed to another
     */
    public boolean retryLater(UUID id, UUID token, Duration delay, String error, Deadline deadline)
            throws DatabaseUnavailableException {
        return finish(
                deadline,
                session -> session.update(
                        RETRY,
                        parameters -> parameters
                                .add(maxAttempts)
                                .add(micros(delay))
                                .add(shortened(error))
                                .add(id)
                                .add(token)));
    }

    /** How much waits, and how long. */
    public OutboxDepth depth(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, OutboxStore::depth);
    }

    /** The same, within a session of the caller's. */
    public static OutboxDepth depth(Session session) throws SQLException {
        return session.first(DEPTH, Session.Binding.NONE, row -> {
                    long pending = row.number();
                    long oldestMicros = row.number();
                    Optional<Duration> oldest = pending == 0
                            ? Optional.empty()
                            : Optional.of(Duration.of(Math.max(0, oldestMicros), ChronoUnit.MICROS));
                    return new OutboxDepth(pending, row.number(), oldest);
                })
                .orElseThrow();
    }

    private boolean finish(Deadline deadline, Work<Integer> update) throws DatabaseUnavailableException {
        return database.transaction(deadline, update) == 1;
    }

    private static ClaimedAlert alert(Row row) throws SQLException {
        return new ClaimedAlert(row.id(), row.text(), row.id(), row.text(), row.text(), (int) row.number());
    }

    private static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }

    /** The column counts code points. */
    private static String shortened(String error) {
        return error.codePointCount(0, error.length()) <= MAX_ERROR
                ? error
                : error.substring(0, error.offsetByCodePoints(0, MAX_ERROR));
    }
}
