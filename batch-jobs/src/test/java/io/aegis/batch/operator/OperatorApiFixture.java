/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.testing.Await;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** A running process with three jobs of its own: one that sweeps, one that fails and one that waits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperatorApiFixture {

    final TestDatabase database = TestDatabase.create();
    final CountDownLatch goOn = new CountDownLatch(1);
    BatchProcess process;

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
    interface Definition {
        JobDefinition of(org.springframework.batch.core.job.Job job);
    }

    static void add(GenericApplicationContext graph, String name, Tasklet tasklet, Definition definition) {
        graph.registerBean(name + "Job", JobDefinition.class, () -> {
            JobRepository repository = graph.getBean(JobRepository.class);
            return definition.of(new JobBuilder(name, repository)
                    .start(new StepBuilder(name + "-step", repository)
                            .tasklet(tasklet, graph.getBean(PlatformTransactionManager.class))
                            .build())
                    .build());
        });
    }

    /** What is told of one of the jobs; the product's own are among them. */
    JsonNode job(String name) throws Exception {
        return process.get("/jobs")
                .path("items")
                .valueStream()
                .filter(job -> job.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String raw(String path, String headers) throws Exception {
        return sent("POST " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\n" + headers + "\r\n\r\n{}");
    }

    /** What is answered to bytes after which nothing more comes. */
    String sent(String request) throws Exception {
        URI address = process.request("/").build().uri();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Launches or restarts, waiting for what has to end before. */
    long launched(String path, String body) throws Exception {
        HttpResponse<String>[] answer = newAnswer();
        Await.until("launched", () -> {
            answer[0] = process.post(path, body);
            return answer[0].statusCode() == 202;
        });
        return BatchProcess.json(answer[0]).at("/execution/id").asLong();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static HttpResponse<String>[] newAnswer() {
        return new HttpResponse[1];
    }

    void awaitStatus(long execution, String status) throws Exception {
        Await.until(execution + " is " + status, () -> status(execution).equals(status));
        Await.until(
                "the right is given back",
                () -> database.number("SELECT COUNT(*) FROM launch_lock WHERE execution_id = " + execution) == 0);
    }

    String status(long execution) throws Exception {
        return process.get("/executions/" + execution).at("/execution/status").asText();
    }

    String state(UUID request) throws Exception {
        return database.value("SELECT state FROM job_request WHERE id = '" + request + "'");
    }
}
