/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.db.Database;
import io.aegis.db.models.ModelKind;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Looks for what is wrong. Thread-safe. */
public final class OperationsQueries {

    private static final String LAST_BEAT = """
            SELECT TIMESTAMPDIFF(MICROSECOND, MAX(beat_at), UTC_TIMESTAMP(6)) FROM heartbeat""";

    private static final String MISSED = """
            SELECT name, next_fire_at FROM schedule
            WHERE enabled AND next_fire_at < UTC_TIMESTAMP(6) - INTERVAL 2 MINUTE ORDER BY next_fire_at LIMIT 20""";

    private static final String FAILED = """
            SELECT i.JOB_NAME, e.JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION e
            JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
            WHERE e.STATUS = 'FAILED' AND e.JOB_EXECUTION_ID = (SELECT MAX(n.JOB_EXECUTION_ID) FROM BATCH_JOB_EXECUTION n
              JOIN BATCH_JOB_INSTANCE j ON j.JOB_INSTANCE_ID = n.JOB_INSTANCE_ID WHERE j.JOB_NAME = i.JOB_NAME)
            ORDER BY e.JOB_EXECUTION_ID DESC LIMIT 20""";

    private static final String WAITING_IMPORTS = """
            SELECT COUNT(*) FROM feedback_import
            WHERE status = 'QUEUED' AND touched_at < UTC_TIMESTAMP(6) - INTERVAL 2 MINUTE""";

    /** Of a kind of rows the index has the oldest first. Whether an LLM refused one is in the row alone, so they are not all looked at. */
    private static final String FALLBACK = """
            SELECT COUNT(*) AS row_count, MIN(created_at) AS oldest FROM (
              SELECT created_at FROM feedback FORCE INDEX (feedback_to_heal)
              WHERE source = 'FALLBACK' AND decided_at IS NULL AND ai_refused = FALSE LIMIT %d) AS some""".formatted(OperationsState.MOST_FALLBACKS);

    /** Training is scheduled for each night. */
    private static final String STALE = """
            SELECT s.kind, s.models, s.newest, s.ended,
              (SELECT COUNT(*) FROM prediction_label l JOIN prediction p ON p.id = l.prediction_id
                WHERE p.kind = s.kind AND l.labelled_at > COALESCE(s.ended, s.newest)) AS labels
            FROM (
              SELECT m.kind AS kind, COUNT(*) AS models, MAX(m.created_at) AS newest,
                (SELECT MAX(e.END_TIME) FROM BATCH_JOB_EXECUTION e
                  JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
                  WHERE e.STATUS = 'COMPLETED'
                    AND i.JOB_NAME = CASE m.kind WHEN 'ANOMALY' THEN 'anomaly-train' WHEN 'FAILURE' THEN 'failure-train'
                      ELSE 'feedback-train' END) AS ended
              FROM model m WHERE m.active GROUP BY m.kind
            ) AS s
            WHERE GREATEST(s.newest, COALESCE(s.ended, s.newest)) < UTC_TIMESTAMP(6) - INTERVAL 3 DAY
            ORDER BY s.kind""";

    /** Few labels say nothing. */
    private static final String DOUBTED = """
            SELECT p.kind, SUM(NOT l.correct) AS wrong, SUM(l.correct) AS well
            FROM prediction_label l JOIN prediction p ON p.id = l.prediction_id
            WHERE l.labelled_at >= UTC_TIMESTAMP(6) - INTERVAL 7 DAY AND p.detected
            GROUP BY p.kind HAVING wrong >= 10 AND wrong > well""";

    private final Database database;

    /** Reads from a database. */
    public OperationsQueries(Database database) {
        this.database = database;
    }

    /** How things are. */
    public OperationsState read(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, OperationsQueries::state);
    }

    private static OperationsState state(DbExecute execute) {
        DbRow fallback = execute.get(FALLBACK).orElseThrow();
        return new OperationsState(
                execute.get(LAST_BEAT)
                        .flatMap(row -> row.column(1).as(Long.class).asOptional())
                        .map(micros -> Duration.of(micros, ChronoUnit.MICROS)),
                execute.query(MISSED).map(OperationsQueries::missed).toList(),
                execute.query(FAILED).map(OperationsQueries::failed).toList(),
                execute.get(WAITING_IMPORTS)
                        .map(row -> row.column(1).get(Long.class))
                        .orElse(0L),
                fallback.column("row_count").get(Long.class),
                fallback.column("oldest").as(Instant.class).asOptional(),
                execute.query(STALE).map(OperationsQueries::stale).toList(),
                execute.query(DOUBTED).map(OperationsQueries::doubted).toList());
    }

    private static OperationsState.Missed missed(DbRow row) {
        return new OperationsState.Missed(
                row.column("name").get(String.class), row.column("next_fire_at").get(Instant.class));
    }

    private static OperationsState.Failed failed(DbRow row) {
        return new OperationsState.Failed(
                row.column("JOB_NAME").get(String.class),
                row.column("JOB_EXECUTION_ID").get(Long.class));
    }

    private static OperationsState.Stale stale(DbRow row) {
        return new OperationsState.Stale(
                row.column("kind").get(ModelKind.class),
                row.column("models").get(Integer.class),
                row.column("newest").get(Instant.class),
                row.column("ended").as(Instant.class).asOptional(),
                row.column("labels").get(Long.class));
    }

    private static OperationsState.Doubted doubted(DbRow row) {
        return new OperationsState.Doubted(
                row.column("kind").get(ModelKind.class),
                row.column("wrong").get(Long.class),
                row.column("well").get(Long.class));
    }
}
