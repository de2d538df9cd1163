/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.training;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.testing.Await;
import java.util.Map;
import java.util.UUID;

/** Asks a running application for jobs, as the online side does. */
final class Runs {

    private Runs() {}

    /** Asks, and waits for the end. What the execution says of itself. */
    static String run(TestDatabase database, String job, Map<String, Object> parameters) throws Exception {
        UUID request = UUID.randomUUID();
        new JobRequests(database.database())
                .add(new JobRequest(request, job, parameters, JobRequest.ONLINE), TestDatabase.ample());
        String execution = "BATCH_JOB_EXECUTION e JOIN job_request r ON r.execution_id = e.JOB_EXECUTION_ID"
                + " WHERE e.END_TIME IS NOT NULL AND r.id = '" + request + "'";
        Await.until(job + " ends", () -> database.number("SELECT COUNT(*) FROM " + execution) > 0);
        return database.value("SELECT CONCAT(e.STATUS, ': ', e.EXIT_MESSAGE) FROM " + execution);
    }
}
