/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.imports;

import io.aegis.feedbackfile.FileLayout;
import io.aegis.feedbackfile.FileOptions;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The columns of {@code feedback_import}. */
final class ImportRow {

    /** Begins a query whose rows {@link #read} reads. */
    static final String SELECT = """
            SELECT id, file_name, status, file_bytes, staged_bytes, position, line, rows_stored, rows_duplicate,
              rows_rejected, rows_empty, worked_us, job_execution_id, failure, created_at, started_at,
              finished_at, options, layout
            FROM feedback_import
            """;

    /** A piece of a staged file. */
    static final String PIECE = "SELECT content FROM import_chunk WHERE import_id = ? AND number = ?";

    private ImportRow() {}

    static Optional<FeedbackImport> find(DbExecute execute, UUID id) {
        return execute.get(SELECT + "WHERE id = ?", id).map(ImportRow::read);
    }

    static FeedbackImport read(DbRow row) {
        return new FeedbackImport(
                row.column("id").get(UUID.class),
                row.column("file_name").get(String.class),
                row.column("status").get(ImportStatus.class),
                row.column("file_bytes").get(Long.class),
                row.column("staged_bytes").get(Long.class),
                new Position(
                        row.column("position").get(Long.class),
                        row.column("line").get(Long.class)),
                counts(row).withEmpty(row.column("rows_empty").get(Long.class)),
                Duration.of(row.column("worked_us").get(Long.class), ChronoUnit.MICROS),
                row.column("job_execution_id")
                        .as(Long.class)
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty),
                row.column("failure").as(String.class).asOptional(),
                row.column("created_at").get(Instant.class),
                row.column("started_at").as(Instant.class).asOptional(),
                row.column("finished_at").as(Instant.class).asOptional(),
                FileOptions.fromJson(row.column("options").get(String.class)),
                row.column("layout").as(String.class).asOptional().map(FileLayout::fromJson));
    }

    static RowCounts counts(DbRow row) {
        return new RowCounts(
                row.column("rows_stored").get(Long.class),
                row.column("rows_duplicate").get(Long.class),
                row.column("rows_rejected").get(Long.class));
    }
}
