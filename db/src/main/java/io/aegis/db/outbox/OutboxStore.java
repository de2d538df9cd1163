/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.outbox;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /**
     * A look at the first row of each channel, however many wait: a group's least value of an index. That row may be under a
     * lease; then claiming finds what is behind it, or nothing.
     */
    private static final String DUE = """
            SELECT channel, MIN(next_attempt_at) AS since FROM alert_outbox WHERE state = 'PENDING'
            GROUP BY channel HAVING since <= UTC_TIMESTAMP(6) ORDER BY since""";

    /** SKIP LOCKED only keeps claimers from waiting for each other; it is the lease, once committed, that excludes. */
    private static final String DUE_OF_CHANNEL = """
            SELECT id, event, subject_id, channel, payload, attempts + 1 AS attempt FROM alert_outbox
            WHERE channel = ? AND state = 'PENDING' AND next_attempt_at <= UTC_TIMESTAMP(6)
              AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6))
            ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED""";

    private static final String LEASE = """
            UPDATE alert_outbox SET lease_owner = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,
              attempts = attempts + 1
            WHERE id IN (?%s)""".formatted(", ?".repeat(MAX_CLAIM - 1));

    private static final String DELIVERED = """
            UPDATE alert_outbox SET state = 'DELIVERED', delivered_at = UTC_TIMESTAMP(6),
              lease_owner = NULL, lease_until = NULL, last_error = NULL
            WHERE id = ? AND lease_owner = ? AND state = 'PENDING'""";

    private static final String RETRY = """
            UPDATE alert_outbox SET state = IF(attempts >= ?, 'DEAD', 'PENDING'),
              next_attempt_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,
              lease_owner = NULL, lease_until = NULL, last_error = ?
            WHERE id = ? AND lease_owner = ? AND state = 'PENDING'""";

    private static final String WAITING = """
            SELECT channel FROM alert_outbox
            WHERE state = 'PENDING' AND created_at < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND
            GROUP BY channel ORDER BY MIN(created_at), channel LIMIT ?""";

    private static final String DEPTH = """
            SELECT COUNT(*) AS pending, TIMESTAMPDIFF(MICROSECOND, MIN(created_at), UTC_TIMESTAMP(6)) AS oldest,
              (SELECT COUNT(*) FROM alert_outbox WHERE state = 'DEAD') AS dead
            FROM alert_outbox WHERE state = 'PENDING'""";

    private final Database database;
    private final int maxAttempts;

    /** @param maxAttempts failed deliveries after which an alert is given up */
    public OutboxStore(Database database, int maxAttempts) {
        this.database = database;
        this.maxAttempts = maxAttempts;
    }

    /** The channels that something may be due for, whoever has waited longest first. */
    public List<String> due(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(DUE)
                        .map(row -> row.column("channel").get(String.class))
                        .toList());
    }

    /**
     * Claims alerts of a channel that are due, oldest first. Nobody else gets them while the lease lasts.
     *
     * @param token new for each claim; proves afterwards that the lease is still this one
     * @param channel the others' alerts are left alone
     * @param max 1 to {@value #MAX_CLAIM}; anything else counts as the nearest of these
     * @param lease longer than delivering them all takes
     */
    public List<ClaimedAlert> claim(UUID token, String channel, int max, Duration lease, Deadline deadline)
            throws DatabaseUnavailableException {
        int limit = Math.clamp(max, 1, MAX_CLAIM);
        return database.transaction(deadline, execute -> {
            List<ClaimedAlert> due = execute.query(DUE_OF_CHANNEL, channel, limit)
                    .map(OutboxStore::alert)
                    .toList();
            if (!due.isEmpty()) {
                execute.createUpdate(LEASE).params(leasing(token, lease, due)).execute();
            }
            return due.stream().map(alert -> BurstTitles.told(execute, alert)).toList();
        });
    }

    /** The last one fills the statement, which stays prepared as it always has the same length. */
    private static List<Object> leasing(UUID token, Duration lease, List<ClaimedAlert> due) {
        List<Object> parameters = new ArrayList<>(List.of(token, micros(lease)));
        due.forEach(alert -> parameters.add(alert.id()));
        parameters.addAll(
                Collections.nCopies(MAX_CLAIM - due.size(), due.getLast().id()));
        return parameters;
    }

    /**
     * Notes that an alert has arrived.
     *
     * @return false when the lease had passed to another, who delivers it again
     */
    public boolean delivered(UUID id, UUID token, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> execute.update(DELIVERED, id, token)) == 1;
    }

    /**
     * Notes that an alert did not arrive. It is due again after the delay, or given up when it has failed too often.
     *
     * @param error for a person to read; only the first {@value #MAX_ERROR} characters are kept
     * @return false when the lease had passed to another
     */
    public boolean retryLater(UUID id, UUID token, Duration delay, String error, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(
                        deadline,
                        execute -> execute.update(RETRY, maxAttempts, micros(delay), shortened(error), id, token))
                == 1;
    }

    /**
     * Channels that something waits for, whoever has waited longest first.
     *
     * @param longer than so long
     * @param most of them
     */
    public List<String> waiting(Duration longer, int most, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(WAITING, micros(longer), most)
                        .map(row -> row.column("channel").get(String.class))
                        .toList());
    }

    /** How much waits, and how long. */
    public OutboxDepth depth(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, OutboxStore::depth);
    }

    /** The same, within work of the caller's. */
    public static OutboxDepth depth(DbExecute execute) {
        DbRow row = execute.get(DEPTH).orElseThrow();
        return new OutboxDepth(
                row.column("pending").get(Long.class),
                row.column("dead").get(Long.class),
                row.column("oldest")
                        .as(Long.class)
                        .asOptional()
                        .map(micros -> Duration.of(Math.max(0, micros), ChronoUnit.MICROS)));
    }

    private static ClaimedAlert alert(DbRow row) {
        return new ClaimedAlert(
                row.column("id").get(UUID.class),
                row.column("event").get(String.class),
                row.column("subject_id").get(UUID.class),
                row.column("channel").get(String.class),
                row.column("payload").get(String.class),
                row.column("attempt").get(Integer.class));
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
