/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.control.Launch;
import io.aegis.batch.control.RunningExecutions;
import io.aegis.testing.Await;
import org.junit.jupiter.api.Test;

/** What becomes of executions that are told to stop, and where others find room. */
class StoppedExecutionIT extends TurnsFixture {

    @Test
    void an_execution_that_sigterm_cuts_short_goes_on_with_the_next_start() throws Exception {
        long stopped;
        try (BatchProcess first = start(1, BatchProcess.BRISK)) {
            stopped = blockInSecondTurn(first);
            Thread.ofVirtual().start(() -> {
                try {
                    Await.until("told to stop", () -> isStopping(first));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                } finally {
                    goOn.countDown();
                }
            });
        }
        assertThat(status(stopped)).isEqualTo("STOPPED");
        assertThat(turns.taken).containsExactly("a:1", "a:2");
        assertThat(database.number("SELECT COUNT(*) FROM heartbeat")).isZero();
        assertThat(database.number("SELECT COUNT(*) FROM launch_lock")).isEqualTo(1);

        try (BatchProcess next = start(2, BatchProcess.BRISK)) {
            Await.until("completed", () -> status(stopped + 1).equals("COMPLETED") && noLocks());
            assertThat(turns.taken).containsExactly("a:1", "a:2", "a:3");
            assertThat(next.get("/executions/" + (stopped + 1))
                            .at("/steps/0/status")
                            .asText())
                    .isEqualTo("COMPLETED");
        }
    }

    @Test
    void an_operator_stops_an_execution_on_another_process_and_restarts_it_there() throws Exception {
        try (BatchProcess first = start(1, BatchProcess.BRISK);
                BatchProcess second = start(2, BatchProcess.BRISK)) {
            long stopped = blockInSecondTurn(first);

            second.post("/executions/" + stopped + "/stop", "");
            Await.until("told to stop", () -> isStopping(first));
            goOn.countDown();

            Await.until("stopped", () -> status(stopped).equals("STOPPED") && noLocks());
            assertThat(second.get("/executions/" + stopped)
                            .at("/resume_point/context/turn")
                            .asInt())
                    .isEqualTo(2);
            second.post("/executions/" + stopped + "/restart", "");
            Await.until("completed", () -> status(stopped + 1).equals("COMPLETED"));
            assertThat(turns.taken).containsExactly("a:1", "a:2", "a:3");
        }
    }

    @Test
    void each_process_runs_so_many_instances_and_no_more() throws Exception {
        turns.atMostHere = 1;
        try (BatchProcess first = start(1, BatchProcess.STILL);
                BatchProcess second = start(2, BatchProcess.STILL)) {
            blockInSecondTurn(first);

            assertThat(TurnsJob.launch(first, "b")).isEqualTo(new Launch.Full(1));
            assertThat(TurnsJob.launch(second, "b")).isInstanceOf(Launch.Started.class);
            goOn.countDown();
            Await.until("both have ended", this::noLocks);
        }
    }

    private static boolean isStopping(BatchProcess process) {
        return process.part(RunningExecutions.class).all().stream()
                .allMatch(running -> running.execution().orElseThrow().isStopping());
    }
}
