/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.faults.FaultWall;
import io.aegis.testing.Await;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code ops/aegis down}, whatever is under way: soon, without force, and nothing is left that would not go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopIT {

    /** What is waited for at most is 8 s for jobs and 6 s for requests; the rest is for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(40);

    private final FaultWall wall = FaultWall.start(0);
    private final Aegis aegis;

    StopIT() throws Exception {
        aegis = new Aegis(
                Installation.named("stopping"),
                "data",
                Map.of("OPENAI_API_KEY", "drill", "OPENAI_BASE_URL", wall.baseUrl(), "OPENAI_MODEL", "silent"));
    }

    @BeforeEach
    void start() throws Exception {
        aegis.upUnsupervised();
    }

    @AfterAll
    void close() {
        aegis.close();
        wall.close();
    }

    private void stop() throws Exception {
        ProcessHandle batch = aegis.process("batch-jobs");
        long before = System.nanoTime();
        batch.destroy();
        batch.onExit().get(60, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        assertThat(aegis.log("batch-jobs")).doesNotContain("did not come to the end of their chunk");
        assertThat(aegis.store().column("SELECT COUNT(*) FROM heartbeat", 1))
                .as("it has said good-bye")
                .containsExactly("0");
    }

    private String status(String job) throws Exception {
        return aegis.store()
                .column(
                        "SELECT e.STATUS FROM BATCH_JOB_EXECUTION e JOIN BATCH_JOB_INSTANCE i USING (JOB_INSTANCE_ID) WHERE"
                                + " i.JOB_NAME = '" + job + "' ORDER BY e.JOB_EXECUTION_ID DESC LIMIT 1",
                        1)
                .toString();
    }

    @Test
    void while_an_import_runs() throws Exception {
        StringBuilder csv = new StringBuilder("text\n");
        for (int i = 0; i < 60_000; i++) {
            csv.append("The parcel is late again, please help me, number ")
                    .append(i)
                    .append('\n');
        }
        String path = "/feedback/imports/"
                + aegis.api()
                        .done("POST", "/feedback/batch_csv", csv.toString())
                        .path("import_id")
                        .asText();
        Await.until(
                "it runs", () -> aegis.api().get(path).path("status").asText().equals("RUNNING"));

        stop();

        assertThat(status("feedback-import")).isEqualTo("[STOPPED]");
        aegis.upUnsupervised();
        Await.until(
                "it has gone on to its end",
                () -> aegis.api().get(path).path("status").asText().equals("COMPLETED"));
        assertThat(aegis.api().get(path).path("rows_stored").asInt()).isEqualTo(60_000);
    }

    @Test
    void while_an_llm_keeps_silent_about_rows_to_heal() throws Exception {
        aegis.api().done("POST", "/feedback", "{\"raw_content\": \"Nobody will say a word about this\"}");
        int before = wall.calls("silent");
        aegis.api().done("POST", "/admin/reconcile", "");
        Await.until(
                "it is asked",
                () -> wall.calls("silent") > before
                        && status("feedback-reconcile").equals("[STARTED]"));

        stop();

        assertThat(status("feedback-reconcile")).isEqualTo("[STOPPED]");
    }

    @Test
    void while_a_model_is_trained_that_takes_long() throws Exception {
        aegis.store().execute("""
                INSERT INTO incident (service, started_at, failure_type, rules_type, rules_confidence, features, source, imported_at)
                SELECT 'shop', DATE_ADD('2026-01-01', INTERVAL seq * 200 MINUTE),
                  ELT(1 + seq % 3, 'CPU_SATURATION', 'DEPENDENCY_TIMEOUT', 'CRASH_LOOP'), 'CRASH_LOOP', 0.5,
                  JSON_ARRAY(RAND(seq), RAND(), RAND(), RAND(), RAND(), RAND(), RAND(), RAND(), RAND(), RAND(), RAND(), RAND(), RAND()),
                  'drill', NOW()
                FROM seq_1_to_600""");
        aegis.api().done("POST", "/batch/jobs/failure-train/executions", "{}");
        Await.until("it runs", () -> status("failure-train").equals("[STARTED]"));

        stop();

        assertThat(status("failure-train")).isEqualTo("[STOPPED]");
    }
}
