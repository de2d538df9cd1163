/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.Schedules;
import io.aegis.testing.Await;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The queue of requests and the schedules of a running process. */
class OperatorQueueIT extends OperatorApiFixture {

    private long fired() throws Exception {
        return database.number("SELECT COUNT(*) FROM job_request WHERE requested_by = 'schedule:sweep'");
    }

    @Test
    void rejects_requests_that_cannot_be_served() throws Exception {
        JobRequests requests = process.part(JobRequests.class);
        UUID unknown = UUID.randomUUID();
        UUID wrong = UUID.randomUUID();
        requests.add(new JobRequest(unknown, "nothing", Map.of(), JobRequest.ONLINE), TestDatabase.ample());
        requests.add(new JobRequest(wrong, "sweep", Map.of("days", 31), JobRequest.ONLINE), TestDatabase.ample());

        Await.until(
                "rejected",
                () -> state(unknown).equals("REJECTED") && state(wrong).equals("REJECTED"));
        assertThat(database.value("SELECT reason FROM job_request WHERE id = '" + wrong + "'"))
                .isEqualTo("days must be a whole number from 1 to 30");
    }

    @Test
    void launches_what_the_queue_asks_for_once() throws Exception {
        UUID id = UUID.randomUUID();
        process.part(JobRequests.class)
                .add(new JobRequest(id, "sweep", Map.of("days", 2), JobRequest.ONLINE), TestDatabase.ample());
        Await.until("launched", () -> state(id).equals("LAUNCHED"));
        long execution = database.number("SELECT execution_id FROM job_request WHERE id = '" + id + "'");
        awaitStatus(execution, "COMPLETED");

        // As after a process that launched and died before it could say so.
        database.change("UPDATE job_request SET state = 'QUEUED', execution_id = NULL WHERE id = '" + id + "'");
        Await.until("launched", () -> state(id).equals("LAUNCHED"));
        assertThat(database.number("SELECT execution_id FROM job_request WHERE id = '" + id + "'"))
                .isEqualTo(execution);
    }

    @Test
    void changes_schedules_without_a_restart_and_fires_them() throws Exception {
        JsonNode before = process.get("/schedules/sweep");
        assertThat(before.path("next_fire_times")).hasSize(5);
        assertThat(before.path("next_fire_times").path(0).asText()).endsWith("-01-01T04:00:00.000Z");

        JsonNode changed = BatchProcess.json(process.patch(
                "/schedules/sweep",
                "{\"cron\":\"0 30 2 * * *\",\"zone\":\"Europe/Berlin\",\"missed\":\"skip\",\"enabled\":true}"));
        assertThat(changed.path("zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(changed.path("missed").asText()).isEqualTo("skip");

        database.change("UPDATE schedule SET next_fire_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR WHERE name = 'sweep'");
        Await.until(
                "moved on",
                () -> database.number(
                                "SELECT COUNT(*) FROM schedule WHERE name = 'sweep' AND next_fire_at > UTC_TIMESTAMP(6)")
                        == 1);
        assertThat(fired()).as("a missed time is skipped").isZero();

        process.patch("/schedules/sweep", "{\"missed\":\"fire_once\"}");
        database.change("UPDATE schedule SET next_fire_at = UTC_TIMESTAMP(6) - INTERVAL 3 DAY WHERE name = 'sweep'");
        Await.until("fired once for all that was missed", () -> fired() == 1);

        JsonNode paused = BatchProcess.json(process.patch("/schedules/sweep", "{\"enabled\":false}"));
        assertThat(paused.path("next_fire_times")).isEmpty();
        assertThat(process.get("/schedules").path("items"))
                .extracting(schedule -> schedule.path("name").asText())
                .contains("sweep");
        assertThat(process.part(Schedules.class).due(TestDatabase.ample())).isEmpty();
    }
}
