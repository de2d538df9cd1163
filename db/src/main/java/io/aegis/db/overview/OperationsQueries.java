package io.aegis.db.overview;

import io.aegis.db.Database;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.db.models.ModelKind;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

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

    private static final String FALLBACK = """
            SELECT COUNT(*), MIN(created_at) FROM feedback
            WHERE source = 'FALLBACK' AND decided_at IS NULL AND ai_refused = FALSE""";

    /** Training is scheduled for each night. */
    private static final String STALE = """
            SELECT s.kind, s.models, s.newest, s.ended,
              (SELECT COUNT(*) FROM prediction_label l JOIN prediction p ON p.id = l.prediction_id
                WHERE p.kind = s.kind AND l.labelled_at > COALESCE(s.ended, s.newest))
            FROM (
              SELECT m.kind AS kind, COUNT(*) AS models, MAX(m.created_at) AS newest,
                (SELECT MAX(e.END_TIME) FROM BATCH_JOB_EXECUTION e
                  JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
                  WHERE e.STATUS = 'COMPLETED'
                    AND i.JOB_NAME = CASE m.kind WHEN 'ANOMALY' THEN 'anomaly-train' ELSE 'failure-train' END) AS ended
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

    private record Fallback(long rows, Optional<Instant> oldest) {}

    /** How things are. Takes time in proportion to the rows that carry the heuristic's labels. */
    public OperationsState read(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> {
            Optional<Duration> beat = session.first(LAST_BEAT, Session.Binding.NONE, Row::optionalNumber)
                    .flatMap(any -> any)
                    .map(micros -> Duration.of(micros, ChronoUnit.MICROS));
            Fallback fallback = session.first(
                            FALLBACK, Session.Binding.NONE, row -> new Fallback(row.number(), row.optionalMoment()))
                    .orElseThrow();
            return new OperationsState(
                    beat,
                    session.all(
                            MISSED, Session.Binding.NONE, row -> new OperationsState.Missed(row.text(), row.moment())),
                    session.all(
                            FAILED, Session.Binding.NONE, row -> new OperationsState.Failed(row.text(), row.number())),
                    session.first(WAITING_IMPORTS, Session.Binding.NONE, Row::number)
                            .orElse(0L),
                    fallback.rows(),
                    fallback.oldest(),
                    session.all(STALE, Session.Binding.NONE, OperationsQueries::stale),
                    session.all(
                            DOUBTED,
                            Session.Binding.NONE,
                            row -> new OperationsState.Doubted(row.word(ModelKind.class), row.number(), row.number())));
        });
    }

    private static OperationsState.Stale stale(Row row) throws SQLException {
        return new OperationsState.Stale(
                row.word(ModelKind.class), (int) row.number(), row.moment(), row.optionalMoment(), row.number());
    }
}
