/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.helidon.dbclient.DbRow;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to run one instance of a job.
 *
 * @param jobName the job
 * @param jobKey the instance: Spring Batch's digest of its identifying parameters
 * @param owner the process that has the right
 * @param executionId the execution that runs, once that is known
 * @param stopAsked whether an operator wants it to stop
 * @param recoveries how often the right was taken over from a dead process
 */
public record LaunchLock(
        String jobName, String jobKey, UUID owner, Optional<Long> executionId, boolean stopAsked, int recoveries) {

    static final String COLUMNS = "job_name, job_key, owner, execution_id, stop_asked, recoveries";

    static LaunchLock of(DbRow row) {
        return new LaunchLock(
                row.column("job_name").get(String.class),
                row.column("job_key").get(String.class),
                row.column("owner").get(UUID.class),
                row.column("execution_id").as(Long.class).asOptional(),
                row.column("stop_asked").get(Boolean.class),
                row.column("recoveries").get(Integer.class));
    }
}
