package io.aegis.db.jobs;

import io.aegis.db.Database;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
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
            SELECT COUNT(*), TIMESTAMPDIFF(MICROSECOND, MIN(requested_at), UTC_TIMESTAMP(6)),
              TIMESTAMPDIFF(MICROSECOND, MAX(lease_until), UTC_TIMESTAMP(6))
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
    public static boolean add(Session session, JobRequest request) throws SQLException {
        return session.insert(
                INSERT,
                parameters -> parameters
                        .add(request.id())
                        .add(request.jobName())
                        .add(ParametersJson.write(request.parameters()))
                        .add(request.requestedBy()));
    }

    /** Whether a launch asked for by this source still waits. */
    static boolean waiting(Session session, String requestedBy) throws SQLException {
        return session.first(WAITING, parameters -> parameters.add(requestedBy), Row::number)
                .isPresent();
    }

    /** Asks for a launch. */
    public void add(JobRequest request, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, session -> add(session, request));
    }

    /**
     * Claims requests that are due, oldest first. Nobody else gets them while the lease lasts.
     *
     * @param token new for each claim; proves afterwards that the lease is still this one
     * @param lease longer than launching them all takes
     */
    public List<JobRequest> claim(UUID token, int max, Duration lease, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> {
            List<JobRequest> due = session.all(DUE, parameters -> parameters.add(max), JobRequests::request);
            session.updateEach(
                    LEASE,
                    due,
                    (parameters, request) ->
                            parameters.add(token).add(micros(lease)).add(request.id()));
            return due;
        });
    }

    /** Notes what came of a request. */
    public boolean launched(UUID id, UUID token, long executionId, Deadline deadline)
            throws DatabaseUnavailableException {
        return changed(
                LAUNCHED,
                deadline,
                parameters -> parameters.add(executionId).add(id).add(token));
    }

    /**
     * Notes that a request cannot be served.
     *
     * @param reason for a person; only the first {@value #MAX_REASON} characters are kept
     */
    public boolean rejected(UUID id, UUID token, String reason, Deadline deadline) throws DatabaseUnavailableException {
        String kept = reason.substring(0, Math.min(reason.length(), MAX_REASON));
        return changed(
                REJECTED, deadline, parameters -> parameters.add(kept).add(id).add(token));
    }

    /** Gives a request back, to be tried again after a while. */
    public boolean putOff(UUID id, UUID token, Duration delay, Deadline deadline) throws DatabaseUnavailableException {
        return changed(
                PUT_OFF,
                deadline,
                parameters -> parameters.add(micros(delay)).add(id).add(token));
    }

    /** Notes that an execution goes on as another. */
    public void restarted(long before, long after, Deadline deadline) throws DatabaseUnavailableException {
        changed(RESTARTED, deadline, parameters -> parameters.add(after).add(before));
    }

    private boolean changed(String sql, Deadline deadline, Session.Binding binding) throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> session.update(sql, binding)) >= 1;
    }

    /** How much waits. */
    public RequestDepth depth(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> session.first(DEPTH, Session.Binding.NONE, JobRequests::depth))
                .orElseThrow();
    }

    /**
     * Deletes what was worked off long ago.
     *
     * @param most rows
     * @return how many were deleted
     */
    public int purge(Duration age, int most, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(
                deadline,
                session -> session.update(
                        PURGE, parameters -> parameters.add(micros(age)).add(most)));
    }

    private static RequestDepth depth(Row row) throws SQLException {
        long queued = row.number();
        Duration oldest = Duration.of(Math.max(0, row.number()), ChronoUnit.MICROS);
        Optional<Long> overdue = row.optionalNumber().filter(micros -> micros > 0);
        return new RequestDepth(
                queued,
                oldest,
                overdue.map(micros -> Duration.of(micros, ChronoUnit.MICROS)).orElse(Duration.ZERO));
    }

    private static JobRequest request(Row row) throws SQLException {
        return new JobRequest(row.id(), row.text(), ParametersJson.read(row.text()), row.text());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
