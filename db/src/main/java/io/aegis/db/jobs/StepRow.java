package io.aegis.db.jobs;

import io.aegis.db.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * A step of an execution.
 *
 * @param id Spring Batch's
 * @param name of the step
 * @param status Spring Batch's word, such as {@code COMPLETED}
 * @param commits chunks that were committed
 * @param read items that were read
 * @param filtered items that were left out on purpose
 * @param written items that were written
 * @param skipped items that were skipped for an error, in reading, processing and writing
 * @param rollbacks chunks that were rolled back
 * @param exitCode what the step said of its end
 * @param exitMessage the same in many words
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param context its execution context as JSON: where it would go on
 */
public record StepRow(
        long id,
        String name,
        String status,
        long commits,
        long read,
        long filtered,
        long written,
        long skipped,
        long rollbacks,
        String exitCode,
        String exitMessage,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        String context) {

    static StepRow of(Row row) throws SQLException {
        return new StepRow(
                row.number(),
                row.text(),
                row.optionalText().orElse("UNKNOWN"),
                row.number(),
                row.number(),
                row.number(),
                row.number(),
                row.number(),
                row.number(),
                row.optionalText().orElse(""),
                row.optionalText().orElse(""),
                row.optionalMoment(),
                row.optionalMoment(),
                row.optionalText().orElse("{}"));
    }
}
