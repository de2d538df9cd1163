/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.db.jobs.LaunchLock;
import org.springframework.batch.core.job.DefaultJobKeyGenerator;
import org.springframework.batch.core.job.parameters.JobParameters;

/**
 * Names an instance of a job.
 *
 * @param jobName the job
 * @param jobKey Spring Batch's digest of the identifying parameters
 */
public record InstanceKey(String jobName, String jobKey) {

    /** The instance that these parameters make. */
    static InstanceKey of(String jobName, JobParameters parameters) {
        return new InstanceKey(jobName, new DefaultJobKeyGenerator().generateKey(parameters));
    }

    /** The instance that a right is for. */
    public static InstanceKey of(LaunchLock lock) {
        return new InstanceKey(lock.jobName(), lock.jobKey());
    }
}
