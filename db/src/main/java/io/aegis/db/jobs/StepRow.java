/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.helidon.dbclient.DbRow;
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

    static StepRow of(DbRow row) {
        return new StepRow(
                row.column("STEP_EXECUTION_ID").get(Long.class),
                row.column("STEP_NAME").get(String.class),
                row.column("STATUS").as(String.class).orElse("UNKNOWN"),
                count(row, "COMMIT_COUNT"),
                count(row, "READ_COUNT"),
                count(row, "FILTER_COUNT"),
                count(row, "WRITE_COUNT"),
                count(row, "skipped"),
                count(row, "ROLLBACK_COUNT"),
                row.column("EXIT_CODE").as(String.class).orElse(""),
                row.column("EXIT_MESSAGE").as(String.class).orElse(""),
                row.column("START_TIME").as(Instant.class).asOptional(),
                row.column("END_TIME").as(Instant.class).asOptional(),
                row.column("context").as(String.class).orElse("{}"));
    }

    private static long count(DbRow row, String column) {
        return row.column(column).as(Long.class).orElse(0L);
    }
}
