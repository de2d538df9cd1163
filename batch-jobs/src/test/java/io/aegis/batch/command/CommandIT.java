/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandIT {

    private final TestDatabase database = TestDatabase.create();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private BatchProcess process;

    @BeforeAll
    void start() throws Exception {
        process = BatchProcess.start(database, 1, BatchProcess.BRISK, CommandIT::add);
        Await.until("known", () -> database.number("SELECT COUNT(*) FROM heartbeat") == 1);
        Await.until("seeded", () -> database.number("SELECT COUNT(*) FROM schedule WHERE name = 'often'") == 1);
    }

    @AfterAll
    void stop() {
        process.close();
        database.close();
    }

    private static void add(GenericApplicationContext graph) {
        graph.registerBean(JobDefinition.class, () -> {
            JobRepository repository = graph.getBean(JobRepository.class);
            return JobDefinition.repeatable(
                            new JobBuilder("often", repository)
                                    .start(new StepBuilder("fails", repository)
                                            .tasklet(
                                                    (_, _) -> {
                                                        throw new IllegalStateException("not today");
                                                    },
                                                    graph.getBean(PlatformTransactionManager.class))
                                            .build())
                                    .build(),
                            "Fails.")
                    .taking(
                            Parameter.optional("times", new ParameterType.WholeNumber(1, 9), "how often")
                                    .or(1L),
                            Parameter.optional("dry", new ParameterType.Flag(), "whether"))
                    .scheduled(new DefaultSchedule("0 0 4 1 1 *", false));
        });
    }

    @Test
    void launches_shows_restarts_and_abandons() throws Exception {
        assertThat(run("list")).isZero();
        assertThat(said()).contains("often  Fails.", "times=  how often: a whole number from 1 to 9, else 1");

        assertThat(run("launch", "often", "times=3", "dry=true"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        String id = said().split(" ", 2)[0];
        awaitFailed(id);
        assertThat(run("status", id)).isZero();
        assertThat(said()).contains("FAILED", "not today", "times=3", "dry=true", "a restart goes on in fails");
        assertThat(run("restart", id)).isZero();
        String again = said().lines()
                .filter(line -> line.contains("  often  "))
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];
        awaitFailed(again);
        assertThat(run("stop", again)).isEqualTo(1);
        assertThat(run("abandon", again)).isZero();
        assertThat(said()).contains("ABANDONED");
        assertThat(run("status", "often")).isZero();
        assertThat(said()).contains("ABANDONED", "FAILED");
        assertThat(run("status")).isZero();
        assertThat(said()).contains("often");
    }

    private void awaitFailed(String id) throws Exception {
        Await.until(
                id + " failed",
                () -> database.number(
                                "SELECT COUNT(*) FROM BATCH_JOB_EXECUTION WHERE STATUS = 'FAILED' AND JOB_EXECUTION_ID = "
                                        + id)
                        == 1);
        Await.until(
                "no right", () -> database.number("SELECT COUNT(*) FROM launch_lock WHERE job_name = 'often'") == 0);
    }

    @Test
    void an_interrupted_command_ends_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        assertThat(run("list")).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shows_and_changes_schedules() {
        assertThat(run("schedule", "often", "cron=0 0 5 * * *", "zone=Europe/Berlin", "enabled=false"))
                .isZero();
        assertThat(said()).contains("0 0 5 * * * Europe/Berlin  paused");
        assertThat(run("schedules")).isZero();
        assertThat(run("schedule", "often", "enabled=true")).isZero();
        assertThat(said()).contains("missed: skip").doesNotContain("paused").contains(":00:00.000Z");
    }

    @Test
    void says_what_is_wrong() {
        assertThat(run("launch", "often", "times=10")).isEqualTo(1);
        assertThat(complained()).contains("parameters.times must be a whole number from 1 to 9");
        assertThat(run("launch", "nothing")).isEqualTo(1);
        assertThat(complained()).contains("There is no such job");
        assertThat(run("launch", "often", "times")).isEqualTo(2);
        for (String[] wrong :
                new String[][] {{}, {"dance"}, {"launch"}, {"stop"}, {"stop", "x"}, {"schedule", "often"}}) {
            assertThat(run(wrong)).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(complained()).contains("usage: ops/aegis jobs");
        }
        assertThat(runWith(Map.of("AEGIS_BATCH_URL", "http://127.0.0.1:1"), "list"))
                .isEqualTo(1);
        assertThat(complained()).contains("does not answer");
        assertThat(runWith(Map.of("AEGIS_BATCH_PORT", "x"), "list")).isEqualTo(2);
        assertThat(complained()).contains("AEGIS_BATCH_PORT");
    }

    private int run(String... words) {
        return runWith(
                Map.of("AEGIS_BATCH_URL", process.request("/").build().uri().toString()), words);
    }

    private int runWith(Map<String, String> settings, String... words) {
        out.reset();
        err.reset();
        return Main.run(
                settings,
                Path.of("target"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
