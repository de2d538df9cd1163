/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.control.Heartbeat;
import io.aegis.batch.control.OrphanDetection;
import io.aegis.batch.control.RequestConsumer;
import io.aegis.batch.control.RunningExecutions;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.testing.Await;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of executions whose process is killed or hangs. */
class RecoveryIT extends TurnsFixture {

    @Test
    void an_execution_whose_process_fell_silent_goes_on_elsewhere_behind_its_last_commit() throws Exception {
        try (BatchProcess first = start(1, BatchProcess.STILL)) {
            long lost = blockInSecondTurn(first);
            database.change("UPDATE heartbeat SET beat_at = beat_at - INTERVAL 1 HOUR");
            try (BatchProcess second = start(2, BatchProcess.STILL)) {
                second.part(OrphanDetection.class).look();

                Await.until("resumed and completed", () -> status(lost + 1).equals("COMPLETED"));
                assertThat(status(lost)).isEqualTo("FAILED");
                assertThat(second.get("/executions/" + lost)
                                .at("/execution/exit_description")
                                .asText())
                        .isEqualTo("The process that ran it ended before it did.");
                assertThat(turns.taken).containsExactly("a:1", "a:2", "a:2", "a:3");

                // It was not dead after all: what it still does comes to nothing, and it takes part again anew.
                goOn.countDown();
                first.part(Heartbeat.class).beat();
                Await.until(
                        "nothing runs there",
                        () -> noLocks()
                                && first.part(RunningExecutions.class).all().isEmpty());
                // Its last words may have been that it does not know.
                second.part(OrphanDetection.class).look();
                assertThat(status(lost)).isEqualTo("FAILED");
                assertThat(turns.taken).hasSize(4);
                assertThat(database.number("SELECT COUNT(*) FROM heartbeat")).isEqualTo(2);
            }
        }
    }

    @Test
    void a_process_that_is_gone_from_the_machine_is_not_waited_for() throws Exception {
        try (BatchProcess first = start(99, BatchProcess.STILL)) {
            long lost = blockInSecondTurn(first);
            try (BatchProcess second = start(2, BatchProcess.STILL)) {
                second.part(OrphanDetection.class).look();

                Await.until("resumed and completed", () -> status(lost + 1).equals("COMPLETED"));
                goOn.countDown();
            }
        }
    }

    @Test
    void a_job_that_is_not_to_be_resumed_is_left_failed_and_an_operator_may_restart_it() throws Exception {
        turns.resumed = false;
        try (BatchProcess first = start(99, BatchProcess.STILL)) {
            long lost = blockInSecondTurn(first);
            try (BatchProcess second = start(2, BatchProcess.STILL)) {
                second.part(OrphanDetection.class).look();

                // The look that it takes by itself when it starts may be the one that finds it.
                Await.until("ended", () -> status(lost).equals("FAILED") && noLocks());
                assertThat(second.post("/executions/" + lost + "/restart", "").statusCode())
                        .isEqualTo(202);
                Await.until("completed", () -> status(lost + 1).equals("COMPLETED"));
                goOn.countDown();
            }
        }
    }

    @Test
    void what_an_operator_asked_to_stop_is_not_resumed() throws Exception {
        try (BatchProcess first = start(1, BatchProcess.STILL)) {
            long lost = blockInSecondTurn(first);
            try (BatchProcess second = start(2, BatchProcess.STILL)) {
                assertThat(second.post("/executions/" + lost + "/stop", "").statusCode())
                        .isEqualTo(202);
                assertThat(second.get("/executions/" + lost)
                                .at("/execution/status")
                                .asText())
                        .isEqualTo("STOPPING");

                database.change("DELETE FROM heartbeat WHERE pid = 1");
                second.part(OrphanDetection.class).look();

                Await.until("ended", () -> status(lost).equals("FAILED") && noLocks());
                assertThat(status(lost + 1)).isEqualTo("none");
                goOn.countDown();
            }
        }
    }

    @Test
    void an_instance_that_ends_its_process_each_time_is_left_to_an_operator() throws Exception {
        try (BatchProcess first = start(1, BatchProcess.STILL)) {
            long lost = blockInSecondTurn(first);
            try (BatchProcess second = start(2, BatchProcess.STILL)) {
                database.change("UPDATE launch_lock SET recoveries = 20");
                database.change("DELETE FROM heartbeat WHERE pid = 1");
                second.part(OrphanDetection.class).look();

                Await.until("ended", () -> status(lost).equals("FAILED") && noLocks());
                assertThat(status(lost + 1)).isEqualTo("none");
                goOn.countDown();
            }
        }
    }

    @Test
    void an_execution_that_nobody_has_a_right_to_run_is_recovered_too() throws Exception {
        try (BatchProcess first = start(1, BatchProcess.STILL)) {
            long done = launch(first);
            Await.until("completed", () -> status(done).equals("COMPLETED") && noLocks());
            database.change("UPDATE BATCH_JOB_EXECUTION SET STATUS = 'STARTED', END_TIME = NULL");
            turns.taken.clear();

            first.part(OrphanDetection.class).look();

            Await.until("resumed", () -> status(done + 1).equals("COMPLETED"));
            assertThat(status(done)).isEqualTo("FAILED");
            assertThat(turns.taken).as("all steps were complete").isEmpty();
        }
    }

    @Test
    void an_instance_that_was_left_without_any_execution_can_be_launched() throws Exception {
        try (BatchProcess first = start(1, BatchProcess.STILL)) {
            long done = launch(first);
            Await.until("completed", () -> status(done).equals("COMPLETED") && noLocks());
            for (String table : new String[] {
                "BATCH_STEP_EXECUTION_CONTEXT",
                "BATCH_STEP_EXECUTION",
                "BATCH_JOB_EXECUTION_CONTEXT",
                "BATCH_JOB_EXECUTION_PARAMS",
                "BATCH_JOB_EXECUTION"
            }) {
                database.change("DELETE FROM " + table);
            }

            long again = launch(first);

            Await.until("completed", () -> status(again).equals("COMPLETED"));
        }
    }

    @Test
    void what_is_asked_for_while_a_silent_process_runs_it_waits_for_its_recovery() throws Exception {
        try (BatchProcess first = start(1, BatchProcess.STILL);
                BatchProcess second = start(2, BatchProcess.STILL)) {
            long lost = blockInSecondTurn(first);
            UUID asked = UUID.randomUUID();
            new JobRequests(database.database())
                    .add(
                            new JobRequest(asked, TurnsJob.NAME, Map.of("item", "a"), JobRequest.ONLINE),
                            TestDatabase.ample());
            database.change("UPDATE heartbeat SET beat_at = beat_at - INTERVAL 4 HOUR WHERE pid = 1");

            second.part(RequestConsumer.class).consume();
            assertThat(request(asked)).isEqualTo("QUEUED none");
            assertThat(second.post("/jobs/turns/executions", "{\"parameters\": {\"item\": \"a\"}}")
                            .statusCode())
                    .isEqualTo(503);

            second.part(OrphanDetection.class).look();
            Await.until("resumed and completed", () -> status(lost + 1).equals("COMPLETED") && noLocks());
            database.change("UPDATE job_request SET due_at = UTC_TIMESTAMP(6)");
            second.part(RequestConsumer.class).consume();
            assertThat(request(asked)).isEqualTo("LAUNCHED " + (lost + 1));
            goOn.countDown();
        }
    }

    private String request(UUID id) throws Exception {
        return database.value(
                "SELECT CONCAT(state, ' ', COALESCE(execution_id, 'none')) FROM job_request WHERE id = '" + id + "'");
    }
}
