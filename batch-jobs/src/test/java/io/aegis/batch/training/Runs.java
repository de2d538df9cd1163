package io.aegis.batch.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Asks a running application for jobs, as the online side does. */
final class Runs {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private Runs() {}

    /** Asks, and waits for the end. What the execution says of itself. */
    static String run(TestDatabase database, String job, Map<String, Object> parameters) throws Exception {
        UUID request = UUID.randomUUID();
        new JobRequests(database.database())
                .add(new JobRequest(request, job, parameters, JobRequest.ONLINE), TestDatabase.ample());
        String execution = "BATCH_JOB_EXECUTION e JOIN job_request r ON r.execution_id = e.JOB_EXECUTION_ID"
                + " WHERE e.END_TIME IS NOT NULL AND r.id = '" + request + "'";
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (database.number("SELECT COUNT(*) FROM " + execution) == 0) {
            assertThat(System.nanoTime()).as("in time: " + job).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
        return database.value("SELECT CONCAT(e.STATUS, ': ', e.EXIT_MESSAGE) FROM " + execution);
    }
}
