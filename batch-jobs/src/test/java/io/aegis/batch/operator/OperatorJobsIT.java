/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.testing.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Jobs and executions over the operator API: launching, stopping, restarting, looking. */
class OperatorJobsIT extends OperatorApiFixture {

    @Test
    void lists_jobs_with_what_they_take() throws Exception {
        JsonNode jobs = process.get("/jobs").path("items");

        assertThat(jobs)
                .extracting(job -> job.path("name").asText())
                .contains("fail", "sweep", "wait")
                .isSorted();
        assertThat(job("sweep").at("/parameters/0/name").asText()).isEqualTo("days");
        assertThat(job("sweep").at("/parameters/0/default_value").asInt()).isEqualTo(7);
        assertThat(job("fail").at("/parameters/0/required").asBoolean()).isTrue();
    }

    @Test
    void launches_a_repeatable_job_each_time_anew() throws Exception {
        HttpResponse<String> first = process.post(
                "/jobs/sweep/executions",
                "{\"parameters\":{\"days\":3,\"mode\":\"fast\",\"dry\":true,\"since\":\"2026-01-01T00:00:00Z\"}}");
        HttpResponse<String> second = process.post("/jobs/sweep/executions", "");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        long id = BatchProcess.json(first).at("/execution/id").asLong();
        assertThat(first.headers().firstValue("Location")).contains("/executions/" + id);
        // At most one at a time.
        assertThat(second.statusCode()).isIn(202, 409);
        awaitStatus(id, "COMPLETED");
        JsonNode execution = process.get("/executions/" + id);
        assertThat(execution.at("/steps/0/name").asText()).isEqualTo("sweep-step");
        assertThat(execution.at("/restartable").asBoolean()).isFalse();
        assertThat(execution.at("/execution/created_at").asText()).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z");
        assertThat(execution.path("parameters").toString()).contains("\"days\"", "\"3\"", "\"run\"");
        assertThat(process.get("/jobs/sweep/executions?limit=1").path("items")).hasSize(1);
    }

    @Test
    void pages_through_history() throws Exception {
        for (int i = 0; i < 3; i++) {
            launched("/jobs/fail/executions", "{\"parameters\":{\"of\":\"" + UUID.randomUUID() + "\"}}");
        }
        JsonNode page = process.get("/jobs/fail/executions?limit=2");
        assertThat(page.path("items")).hasSize(2);
        JsonNode next = process.get("/jobs/fail/executions?limit=200&cursor="
                + page.path("next_cursor").asText());
        assertThat(next.path("items")).isNotEmpty();
        assertThat(next.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void tells_why_an_execution_failed_without_what_it_was_inside_and_restarts_or_abandons_it() throws Exception {
        String body = "{\"parameters\":{\"of\":\"" + UUID.randomUUID() + "\"}}";
        long failed = launched("/jobs/fail/executions", body);
        awaitStatus(failed, "FAILED");

        JsonNode execution = process.get("/executions/" + failed);
        assertThat(execution.at("/execution/exit_description").asText()).isEqualTo("no luck today");
        assertThat(execution.at("/resume_point/step").asText()).isEqualTo("fail-step");

        long again = launched("/executions/" + failed + "/restart", "");
        awaitStatus(again, "FAILED");
        assertThat(process.post("/executions/" + failed + "/restart", "").statusCode())
                .as("only the last one")
                .isEqualTo(409);
        assertThat(process.post("/executions/" + again + "/abandon", "").statusCode())
                .isEqualTo(202);
        awaitStatus(again, "ABANDONED");
        assertThat(process.post("/executions/" + again + "/abandon", "").statusCode())
                .isEqualTo(409);
        assertThat(process.post("/jobs/fail/executions", body).statusCode())
                .as("given up for ever")
                .isEqualTo(409);
    }

    @Test
    void stops_only_what_runs_and_lets_requests_wait_for_it() throws Exception {
        long waiting = launched("/jobs/wait/executions", "");
        Await.until("it runs", () -> job("wait").path("running").asInt() == 1);
        assertThat(process.post("/jobs/wait/executions", "").statusCode()).isEqualTo(409);
        JobRequests requests = process.part(JobRequests.class);
        UUID queued = UUID.randomUUID();
        requests.add(new JobRequest(queued, "wait", Map.of(), JobRequest.ONLINE), TestDatabase.ample());
        assertThat(process.post("/executions/" + waiting + "/abandon", "").statusCode())
                .isEqualTo(409);

        assertThat(process.post("/executions/" + waiting + "/stop", "").statusCode())
                .isEqualTo(202);
        assertThat(last("JOB_STOP")).startsWith("KEY bootstrap wait ").contains("\"execution\":" + waiting);
        goOn.countDown();

        Await.until(
                "it has ended",
                () -> !List.of("STARTING", "STARTED", "STOPPING").contains(status(waiting)));
        assertThat(process.post("/executions/" + waiting + "/stop", "").statusCode())
                .isEqualTo(409);
        assertThat(process.get("/executions/" + waiting)
                        .at("/execution/exit_description")
                        .asText())
                .doesNotContain("Exception");
        Await.until("the queue is empty", () -> state(queued).equals("LAUNCHED"));
    }

    @Test
    void measures_jobs_and_shows_the_processes() throws Exception {
        awaitStatus(
                launched("/jobs/fail/executions", "{\"parameters\":{\"of\":\"" + UUID.randomUUID() + "\"}}"), "FAILED");

        String metrics = process.send(process.request("/metrics")).body();

        assertThat(metrics)
                .contains("aegis_job_executions_seconds_count{job=\"fail\",status=\"FAILED\"}")
                .contains("aegis_jobs_running")
                .contains("aegis_job_requests_queued");
        assertThat(process.get("/processes").at("/items/0/host").asText()).isEqualTo("host");
        assertThat(process.get("/health").path("status").asText()).isEqualTo("healthy");
    }

    private String last(String action) throws Exception {
        return database.value("SELECT CONCAT(actor_kind, ' ', actor, ' ', subject, ' ', after_value) FROM audit_log"
                + " WHERE action = '" + action + "' ORDER BY id DESC LIMIT 1");
    }

    @Test
    void the_audit_log_says_who_operated() throws Exception {
        long failed = launched("/jobs/fail/executions", "{\"parameters\":{\"of\":\"" + UUID.randomUUID() + "\"}}");
        assertThat(last("JOB_LAUNCH")).startsWith("KEY bootstrap fail ").contains("\"execution\":" + failed, "\"of\":");
        awaitStatus(failed, "FAILED");
        long again = launched("/executions/" + failed + "/restart", "");
        assertThat(last("JOB_RESTART")).contains("\"execution\":" + again, "\"restarted\":" + failed);
        awaitStatus(again, "FAILED");
        process.post("/executions/" + again + "/abandon", "");
        assertThat(last("JOB_ABANDON")).contains("\"execution\":" + again);

        assertThat(process.send(process.request("/schedules/sweep")
                                .header("Content-Type", "application/json")
                                .header("X-Aegis-Actor", "USER:Zo%C3%AB")
                                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"cron\":\"0 0 5 1 1 *\"}")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(last("SCHEDULE")).startsWith("USER Zoë sweep ").contains("0 0 5 1 1 *");
    }
}
