/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An execution of a job.
 *
 * @param id Spring Batch's
 * @param instanceId of the piece of work, which several executions may be needed for
 * @param jobName the job
 * @param jobKey Spring Batch's digest of the instance's parameters
 * @param status Spring Batch's word, such as {@code COMPLETED}
 * @param exitCode what the job said of its end
 * @param exitMessage the same in many words, among them what failed
 * @param createdAt when it was asked for
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param updatedAt when it last told of itself
 * @param owner the process that has the right to run it, while one has
 * @param stopAsked whether an operator wants it to stop
 * @param recoveries how often the instance was taken over from a dead process, while it runs
 */
public record ExecutionRow(
        long id,
        long instanceId,
        String jobName,
        String jobKey,
        String status,
        String exitCode,
        String exitMessage,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Instant> updatedAt,
        Optional<UUID> owner,
        boolean stopAsked,
        int recoveries) {

    static ExecutionRow of(DbRow row) {
        return new ExecutionRow(
                row.column("JOB_EXECUTION_ID").get(Long.class),
                row.column("JOB_INSTANCE_ID").get(Long.class),
                row.column("JOB_NAME").get(String.class),
                row.column("JOB_KEY").get(String.class),
                row.column("STATUS").as(String.class).orElse("UNKNOWN"),
                row.column("EXIT_CODE").as(String.class).orElse(""),
                row.column("EXIT_MESSAGE").as(String.class).orElse(""),
                row.column("CREATE_TIME").get(Instant.class),
                row.column("START_TIME").as(Instant.class).asOptional(),
                row.column("END_TIME").as(Instant.class).asOptional(),
                row.column("LAST_UPDATED").as(Instant.class).asOptional(),
                row.column("owner").as(UUID.class).asOptional(),
                row.column("stop_asked").get(Boolean.class),
                row.column("recoveries").get(Integer.class));
    }
}
