package io.aegis.batch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.Schedules;
import io.aegis.testing.Await;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** The operator API, the queue of requests and the schedules of a running process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorApiIT {

    private final TestDatabase database = TestDatabase.create();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private BatchProcess process;

    @BeforeAll
    void start() throws Exception {
        process = BatchProcess.start(database, 1, BatchProcess.BRISK, graph -> {
            add(
                    graph,
                    "sweep",
                    (_, _) -> RepeatStatus.FINISHED,
                    job -> JobDefinition.repeatable(job, "Sweeps.")
                            .taking(
                                    Parameter.optional("days", new ParameterType.WholeNumber(1, 30), "how far back")
                                            .or(7L),
                                    Parameter.optional(
                                            "mode", new ParameterType.Choice(List.of("fast", "full")), "how"),
                                    Parameter.optional("dry", new ParameterType.Flag(), "only counts"),
                                    Parameter.optional("since", new ParameterType.Moment(), "from when"))
                            .scheduled(new DefaultSchedule("0 0 4 1 1 *", true)));
            add(
                    graph,
                    "fail",
                    (_, _) -> {
                        throw new IllegalStateException("no luck today");
                    },
                    job -> JobDefinition.once(job, "Fails.", Parameter.required("of", new ParameterType.Id(), "what")));
            add(
                    graph,
                    "wait",
                    (_, _) -> {
                        goOn.await();
                        return RepeatStatus.FINISHED;
                    },
                    job -> JobDefinition.repeatable(job, "Waits."));
        });
        Await.until("known", () -> database.number("SELECT COUNT(*) FROM heartbeat") == 1);
        Await.until("seeded", () -> database.number("SELECT COUNT(*) FROM schedule WHERE name = 'sweep'") == 1);
    }

    @AfterAll
    void stop() {
        goOn.countDown();
        process.close();
        database.close();
    }

    /** Makes a definition of a job. */
    @FunctionalInterface
    private interface Definition {
        JobDefinition of(org.springframework.batch.core.job.Job job);
    }

    private static void add(GenericApplicationContext graph, String name, Tasklet tasklet, Definition definition) {
        graph.registerBean(name + "Job", JobDefinition.class, () -> {
            JobRepository repository = graph.getBean(JobRepository.class);
            return definition.of(new JobBuilder(name, repository)
                    .start(new StepBuilder(name + "-step", repository)
                            .tasklet(tasklet, graph.getBean(PlatformTransactionManager.class))
                            .build())
                    .build());
        });
    }

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

    /** What is told of one of the jobs; the product's own are among them. */
    private JsonNode job(String name) throws Exception {
        return process.get("/jobs")
                .path("items")
                .valueStream()
                .filter(job -> job.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
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
        goOn.countDown();

        Await.until(
                "it has ended",
                () -> !List.of("STARTING", "STARTED", "STOPPING").contains(status(waiting)));
        assertThat(process.post("/executions/" + waiting + "/stop", "").statusCode())
                .isEqualTo(409);
        Await.until("the queue is empty", () -> state(queued).equals("LAUNCHED"));
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

    private long fired() throws Exception {
        return database.number("SELECT COUNT(*) FROM job_request WHERE requested_by = 'schedule:sweep'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST  | /jobs/sweep/executions   | {"parameters":{"days":31}}            | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"days":"3"}}           | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"days":3.5}}           | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"nights":3}}           | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"mode":"slow"}}        | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"dry":"yes"}}          | 422
            POST  | /jobs/sweep/executions   | {"parameters":{"since":"yesterday"}}  | 422
            POST  | /jobs/fail/executions    | {"parameters":{}}                     | 422
            POST  | /jobs/fail/executions    | {"parameters":{"of":"1"}}             | 422
            POST  | /jobs/fail/executions    | {"parameters":{"of":"not-an-id-although-it-is-as-long-as1"}} | 422
            POST  | /jobs/sweep/executions   | {"parameters":[]}                     | 400
            POST  | /jobs/sweep/executions   | {                                     | 400
            POST  | /jobs/nothing/executions | {}                                    | 404
            GET   | /jobs/nothing/executions | {}                                    | 404
            GET   | /jobs/sweep/executions?limit=0 | {}                              | 422
            GET   | /jobs/sweep/executions?limit=x | {}                              | 400
            GET   | /executions/999999       | {}                                    | 404
            GET   | /executions/x            | {}                                    | 400
            GET   | /nothing                 | {}                                    | 404
            PUT   | /jobs                    | {}                                    | 405
            PATCH | /schedules/nothing       | {}                                    | 404
            PATCH | /schedules/sweep         | {"cron":"* * * * *"}                  | 422
            PATCH | /schedules/sweep         | {"cron":"0 0 0 31 2 *"}               | 422
            PATCH | /schedules/sweep         | {"zone":"Mars/Base"}                  | 422
            PATCH | /schedules/sweep         | {"missed":"twice"}                    | 422
            PATCH | /schedules/sweep         | {"enabled":"perhaps"}                 | 400
            """)
    void refuses_what_is_wrong_as_a_problem(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = process.send(process.request(path)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "wrong-1")
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = BatchProcess.json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asText()).startsWith("urn:aegis:problem:");
        assertThat(problem.path("request_id").asText()).isEqualTo("wrong-1");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("springframework");
        if (status == 422) {
            assertThat(problem.at("/errors/0/field").asText()).isNotEmpty();
        }
    }

    @Test
    void asks_for_an_admin_s_key_except_for_health_and_meters() throws Exception {
        assertThat(bare("/jobs")).isEqualTo(401);
        assertThat(bare("/health/../jobs")).isNotEqualTo(200);
        assertThat(bare("/health")).isEqualTo(200);
        assertThat(bare("/health/live")).isEqualTo(200);
        assertThat(bare("/health/ready")).isEqualTo(200);
        assertThat(bare("/metrics")).isEqualTo(200);
        assertThat(process.send(process.request("/jobs").header("X-API-Key", "second"))
                        .statusCode())
                .as("two keys are none")
                .isEqualTo(401);
    }

    private String raw(String path, String headers) throws Exception {
        URI address = process.request("/").build().uri();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            String request = "POST " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2\r\n" + headers + "\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_key_may_come_as_a_bearer_or_as_a_password() throws Exception {
        String key =
                process.request("/").build().headers().firstValue("X-API-Key").orElseThrow();
        String basic = Base64.getEncoder().encodeToString(("any:" + key).getBytes(StandardCharsets.UTF_8));
        for (String authorization : List.of("Bearer " + key, "Basic " + basic)) {
            assertThat(raw("/jobs/none/executions", "Host: localhost\r\nAuthorization: " + authorization))
                    .startsWith("HTTP/1.1 404 ");
        }
        assertThat(raw("/jobs/none/executions", "Host: localhost\r\nX-API-Key: " + key + "\r\nAuthorization: Bearer x"))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void another_name_is_421_and_a_page_of_another_site_is_403() throws Exception {
        String key = "X-API-Key: "
                + process.request("/").build().headers().firstValue("X-API-Key").orElseThrow();
        assertThat(raw("/jobs/none/executions", "Host: evil.example\r\n" + key))
                .startsWith("HTTP/1.1 421 ")
                .contains("application/problem+json");
        for (String page : List.of("Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site")) {
            assertThat(raw("/jobs/none/executions", "Host: localhost\r\n" + key + "\r\n" + page))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("application/problem+json");
        }
    }

    private int bare(String path) throws Exception {
        return process.send(process.request(path).setHeader("X-API-Key", "")).statusCode();
    }

    @Test
    void refuses_large_bodies_whether_or_not_they_say_so() throws Exception {
        String large = "{\"parameters\":{\"mode\":\"" + "x".repeat(70_000) + "\"}}";
        assertThat(process.post("/jobs/sweep/executions", large).statusCode()).isEqualTo(413);
        HttpRequest.Builder chunked = process.request("/jobs/sweep/executions")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large)));
        assertThat(process.send(chunked).statusCode()).isEqualTo(413);
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

    /** Launches or restarts, waiting for what has to end before. */
    private long launched(String path, String body) throws Exception {
        HttpResponse<String>[] answer = newAnswer();
        Await.until("launched", () -> {
            answer[0] = process.post(path, body);
            return answer[0].statusCode() == 202;
        });
        return BatchProcess.json(answer[0]).at("/execution/id").asLong();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static HttpResponse<String>[] newAnswer() {
        return new HttpResponse[1];
    }

    private void awaitStatus(long execution, String status) throws Exception {
        Await.until(execution + " is " + status, () -> status(execution).equals(status));
        Await.until(
                "the right is given back",
                () -> database.number("SELECT COUNT(*) FROM launch_lock WHERE execution_id = " + execution) == 0);
    }

    private String status(long execution) throws Exception {
        return process.get("/executions/" + execution).at("/execution/status").asText();
    }

    private String state(UUID request) throws Exception {
        return database.value("SELECT state FROM job_request WHERE id = '" + request + "'");
    }
}
