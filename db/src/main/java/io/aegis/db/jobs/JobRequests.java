/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.aegis.db.Database;
import io.aegis.db.UniqueKey;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbColumn;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * The queue of launches that are asked for. All times are the database's. A process that dies on the way loses its lease,
 * and another launches: the request's id keeps that from running twice. Thread-safe.
 */
public final class JobRequests {

    private static final int MAX_REASON = 500;

    private static final String INSERT = """
            INSERT INTO job_request (id, job_name, parameters, requested_by, requested_at, due_at)
            VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""";

    /** SKIP LOCKED only keeps claimers from waiting for each other; it is the lease, once committed, that excludes. */
    private static final String DUE = """
            SELECT id, job_name, parameters, requested_by FROM job_request
            WHERE state = 'QUEUED' AND due_at <= UTC_TIMESTAMP(6)
              AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6))
            ORDER BY due_at, id LIMIT ? FOR UPDATE SKIP LOCKED""";

    private static final String LEASE = """
            UPDATE job_request SET lease_owner = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND
            WHERE id = ?""";
    private static final String LAUNCHED = """
            UPDATE job_request SET state = 'LAUNCHED', execution_id = ?, launched_at = UTC_TIMESTAMP(6),
              lease_owner = NULL, lease_until = NULL
            WHERE id = ? AND lease_owner = ? AND state = 'QUEUED'""";
    private static final String REJECTED = """
            UPDATE job_request SET state = 'REJECTED', reason = ?, lease_owner = NULL, lease_until = NULL
            WHERE id = ? AND lease_owner = ? AND state = 'QUEUED'""";
    private static final String PUT_OFF = """
            UPDATE job_request SET due_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,
              lease_owner = NULL, lease_until = NULL
            WHERE id = ? AND lease_owner = ? AND state = 'QUEUED'""";
    private static final String RESTARTED = "UPDATE job_request SET execution_id = ? WHERE execution_id = ?";
    private static final String WAITING =
            "SELECT 1 FROM job_request WHERE requested_by = ? AND state = 'QUEUED' LIMIT 1";
    private static final String DEPTH = """
            SELECT COUNT(*) AS queued, TIMESTAMPDIFF(MICROSECOND, MIN(requested_at), UTC_TIMESTAMP(6)) AS oldest,
              TIMESTAMPDIFF(MICROSECOND, MAX(lease_until), UTC_TIMESTAMP(6)) AS overdue
            FROM job_request WHERE state = 'QUEUED'""";
    private static final String PURGE = """
            DELETE FROM job_request WHERE state <> 'QUEUED' AND requested_at < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND
            ORDER BY requested_at LIMIT ?""";

    private final Database database;

    /** The queue in a database. */
    public JobRequests(Database database) {
        this.database = database;
    }

    /**
     * Asks for a launch, in the transaction that gives cause for it.
     *
     * @return false when the same request is there already
     */
    public static boolean add(DbExecute execute, JobRequest request) {
        return UniqueKey.inserted(() -> execute.insert(
                INSERT,
                request.id(),
                request.jobName(),
                ParametersJson.write(request.parameters()),
                request.requestedBy()));
    }

    /** Whether a launch asked for by this source still waits. */
    static boolean waiting(DbExecute execute, String requestedBy) {
        return execute.get(WAITING, requestedBy).isPresent();
    }

    /** Asks for a launch. */
    public void add(JobRequest request, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> add(execute, request));
    }

    /**
     * Claims requests that are due, oldest first. Nobody else gets them while the lease lasts.
     *
     * @param token new for each claim; proves afterwards that the lease is still this one
     * @param lease longer than launching them all takes
     */
    public List<JobRequest> claim(UUID token, int max, Duration lease, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            List<JobRequest> due =
                    execute.query(DUE, max).map(JobRequests::request).toList();
            due.forEach(request -> execute.update(LEASE, token, micros(lease), request.id()));
            return due;
        });
    }

    /** Notes what came of a request. */
    public boolean launched(UUID id, UUID token, long executionId, Deadline deadline)
            throws DatabaseUnavailableException {
        return changed(deadline, LAUNCHED, executionId, id, token);
    }

    /**
     * Notes that a request cannot be served.
     *
     * @param reason for a person; only the first {@value #MAX_REASON} characters are kept
     */
    public boolean rejected(UUID id, UUID token, String reason, Deadline deadline) throws DatabaseUnavailableException {
        String kept = reason.substring(0, Math.min(reason.length(), MAX_REASON));
        return changed(deadline, REJECTED, kept, id, token);
    }

    /** Gives a request back, to be tried again after a while. */
    public boolean putOff(UUID id, UUID token, Duration delay, Deadline deadline) throws DatabaseUnavailableException {
        return changed(deadline, PUT_OFF, micros(delay), id, token);
    }

    /** Notes that an execution goes on as another. */
    public void restarted(long before, long after, Deadline deadline) throws DatabaseUnavailableException {
        changed(deadline, RESTARTED, after, before);
    }

    private boolean changed(Deadline deadline, String sql, Object... parameters) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> execute.update(sql, parameters)) >= 1;
    }

    /** How much waits. */
    public RequestDepth depth(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(DEPTH).map(JobRequests::depth))
                .orElseThrow();
    }

    /**
     * Deletes what was worked off long ago.
     *
     * @param most rows
     * @return how many were deleted
     */
    public int purge(Duration age, int most, Deadline deadline) throws DatabaseUnavailableException {
        return Math.toIntExact(database.transaction(deadline, execute -> execute.update(PURGE, micros(age), most)));
    }

    private static RequestDepth depth(DbRow row) {
        return new RequestDepth(
                row.column("queued").get(Long.class),
                sinceThen(row.column("oldest")),
                sinceThen(row.column("overdue")));
    }

    /** Nothing is as old as what is still to come. */
    private static Duration sinceThen(DbColumn micros) {
        return Duration.of(Math.max(0, micros.as(Long.class).orElse(0L)), ChronoUnit.MICROS);
    }

    private static JobRequest request(DbRow row) {
        return new JobRequest(
                row.column("id").get(UUID.class),
                row.column("job_name").get(String.class),
                ParametersJson.read(row.column("parameters").get(String.class)),
                row.column("requested_by").get(String.class));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
