/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import java.util.Map;
import java.util.UUID;

/**
 * A launch that is asked for.
 *
 * @param id new for each request; it also names the run, so that a request which is worked on twice launches once
 * @param jobName the job
 * @param parameters of the job, by name: texts, whole numbers, truth values
 * @param requestedBy {@value #ONLINE}, or {@value #SCHEDULE} and a name
 */
public record JobRequest(UUID id, String jobName, Map<String, Object> parameters, String requestedBy) {

    /** The online application asks. */
    public static final String ONLINE = "online";

    /** A schedule asks. */
    public static final String SCHEDULE = "schedule:";

    /** Copies the parameters. */
    public JobRequest {
        parameters = Map.copyOf(parameters);
    }
}
