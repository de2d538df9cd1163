package io.aegis.db.imports;

import io.aegis.db.Row;
import io.aegis.db.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The columns of {@code feedback_import}. */
final class ImportRow {

    /** Begins a query whose rows {@link #read} reads. */
    static final String SELECT = """
            SELECT id, file_name, status, file_bytes, staged_bytes, position, line, rows_stored, rows_duplicate,
              rows_rejected, worked_us, job_execution_id IS NOT NULL, job_execution_id, failure, created_at, started_at,
              finished_at
            FROM feedback_import
            """;

    private ImportRow() {}

    static Optional<FeedbackImport> find(Session session, UUID id) throws SQLException {
        return session.first(SELECT + "WHERE id = ?", parameters -> parameters.add(id), ImportRow::read);
    }

    static FeedbackImport read(Row row) throws SQLException {
        return new FeedbackImport(
                row.id(),
                row.text(),
                row.word(ImportStatus.class),
                row.number(),
                row.number(),
                new Position(row.number(), row.number()),
                new RowCounts(row.number(), row.number(), row.number()),
                Duration.of(row.number(), ChronoUnit.MICROS),
                execution(row),
                row.optionalText(),
                row.moment(),
                row.optionalMoment(),
                row.optionalMoment());
    }

    private static OptionalLong execution(Row row) throws SQLException {
        boolean begun = row.truth();
        long id = row.number();
        return begun ? OptionalLong.of(id) : OptionalLong.empty();
    }
}
