/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.personaldata;

import io.aegis.db.Database;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes requests for customers' data, and tells what came of them. Thread-safe. */
public final class DataRequests {

    /** Most requests of a list. */
    public static final int MOST_LISTED = 200;

    /** The parameter of the jobs: the request's id. */
    public static final String PARAMETER = "request";

    /** An export is a second copy of what is worth protecting: a week is ample for fetching it. */
    public static final int DAYS_KEPT = 7;

    private static final int SALT_BYTES = 16;

    private static final String INSERT = """
            INSERT INTO data_request (id, kind, subject_kind, subject, salt, subject_digest, requested_by, requested_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))""";

    /**
     * Parts go from the first to the last, so the rest of an export that is going lacks the first. A job that was cut short, by the end
     * of its process say, has its right to run kept for whoever resumes it: until then it waits, whatever its last execution came to.
     */
    private static final String SELECT = """
            SELECT data_request.id, kind, subject_kind, subject, LOWER(HEX(salt)) AS salt,
              LOWER(HEX(subject_digest)) AS digest, data_request.requested_by, data_request.requested_at, finished_at, counts,
              COALESCE(still_named, '[]') AS still_named,
              execution_id, IF(STATUS IN ('FAILED', 'STOPPED') AND EXISTS (
                SELECT 1 FROM BATCH_JOB_INSTANCE AS i JOIN launch_lock AS held ON held.job_name = i.JOB_NAME AND held.job_key = i.JOB_KEY
                WHERE i.JOB_INSTANCE_ID = BATCH_JOB_EXECUTION.JOB_INSTANCE_ID AND NOT held.stop_asked),
                'QUEUED', STATUS) AS job_status,
              COALESCE(kind = 'EXPORT' AND subject IS NOT NULL AND finished_at >= UTC_TIMESTAMP(6) - INTERVAL %d DAY AND (
                COALESCE(JSON_VALUE(counts, '$.texts_exported'), 0) + COALESCE(JSON_VALUE(counts, '$.import_rejects_exported'), 0)
                + COALESCE(JSON_VALUE(counts, '$.import_names_exported'), 0) = 0 OR EXISTS (
                  SELECT 1 FROM data_export_piece WHERE request_id = data_request.id AND number = 1)), FALSE) AS exported
            FROM data_request LEFT JOIN job_request ON job_request.id = data_request.id
              LEFT JOIN BATCH_JOB_EXECUTION ON JOB_EXECUTION_ID = execution_id
            """.formatted(DAYS_KEPT);

    private static final String ONE = SELECT + "WHERE data_request.id = ?";

    private static final String NEWEST =
            SELECT + "ORDER BY data_request.requested_at DESC, data_request.id DESC LIMIT ?";

    private static final String PIECE = """
            SELECT number, content FROM data_export_piece WHERE request_id = ? AND number > ? ORDER BY number LIMIT 1""";

    private static final String EXPIRE = """
            DELETE FROM data_export_piece WHERE request_id IN
              (SELECT id FROM data_request WHERE kind = 'EXPORT' AND finished_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY)
            ORDER BY request_id, number LIMIT ?""";

    private final Database database;
    private final Supplier<UUID> ids;
    private final Random salts;

    /**
     * Requests in a database.
     *
     * @param ids new UUIDv7s
     * @param salts makes them; secure
     */
    public DataRequests(Database database, Supplier<UUID> ids, Random salts) {
        this.database = database;
        this.ids = ids;
        this.salts = salts;
    }

    /**
     * A part of an export.
     *
     * @param number later ones are higher
     * @param content JSON objects with commas between
     */
    public record Piece(long number, String content) {}

    /**
     * Notes a request and asks the batch application to serve it.
     *
     * @param by id of the key that asks
     * @param actor who does
     * @return the request's id
     */
    public UUID add(DataRequest.Kind kind, DataSubject subject, String by, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        UUID id = ids.get();
        byte[] salt = new byte[SALT_BYTES];
        salts.nextBytes(salt);
        JobRequest job = new JobRequest(id, kind.job(), Map.of(PARAMETER, id.toString()), JobRequest.ONLINE);
        database.transaction(deadline, execute -> {
            // After a lost answer to a commit it is there already.
            if (JobRequests.add(execute, job)) {
                execute.insert(
                        INSERT,
                        id,
                        kind.name(),
                        subject.kind().name(),
                        subject.value(),
                        salt,
                        subject.digest(salt),
                        by);
                AuditLog.append(
                        execute,
                        new AuditEvent(
                                actor, AuditAction.DATA_REQUEST, id.toString(), Map.of(), Map.of("kind", kind.name())));
            }
            return id;
        });
        return id;
    }

    /** One of them. */
    public Optional<DataRequest> get(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(ONE, id).map(DataRequests::read));
    }

    /**
     * The newest first.
     *
     * @param limit 1 to {@value #MOST_LISTED}
     */
    public List<DataRequest> newest(int limit, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(NEWEST, Math.min(limit, MOST_LISTED))
                        .map(DataRequests::read)
                        .toList());
    }

    /** The part of an export that follows one; the first follows 0. */
    public Optional<Piece> pieceAfter(UUID request, long number, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(PIECE, request, number)
                        .map(row -> new Piece(
                                row.column("number").get(Long.class),
                                row.column("content").get(String.class))));
    }

    /**
     * Removes parts of exports that were there for {@value #DAYS_KEPT} days.
     *
     * @return how many; fewer than {@code most} when there are no others
     */
    public int expire(int most, Deadline deadline) throws DatabaseUnavailableException {
        return Math.toIntExact(database.transaction(deadline, execute -> execute.update(EXPIRE, DAYS_KEPT, most)));
    }

    private static DataRequest read(DbRow row) {
        DataSubject.Kind by = row.column("subject_kind").get(DataSubject.Kind.class);
        return new DataRequest(
                row.column("id").get(UUID.class),
                row.column("kind").get(DataRequest.Kind.class),
                by,
                row.column("subject").as(String.class).asOptional().map(value -> new DataSubject(by, value)),
                new DataRequest.Proof(
                        row.column("salt").get(String.class),
                        row.column("digest").get(String.class)),
                row.column("requested_by").get(String.class),
                row.column("requested_at").get(Instant.class),
                row.column("finished_at").as(Instant.class).asOptional(),
                RequestProgress.counts(row.column("counts").get(String.class)),
                RequestProgress.stillNamed(row.column("still_named").get(String.class)),
                row.column("execution_id")
                        .as(Long.class)
                        .asOptional()
                        .map(id -> new DataRequest.Execution(
                                id, row.column("job_status").as(String.class).orElse("UNKNOWN"))),
                row.column("exported").get(Boolean.class));
    }
}
