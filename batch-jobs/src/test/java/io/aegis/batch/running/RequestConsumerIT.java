/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.control.RequestConsumer;
import io.aegis.testing.Await;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of launches that others ask for. */
class RequestConsumerIT {

    private final TestDatabase database = TestDatabase.create();
    private final TurnsJob turns = new TurnsJob();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private BatchProcess process;

    @BeforeEach
    void start() {
        turns.atMost = 1;
        process = BatchProcess.start(database, 1, BatchProcess.STILL, turns::addTo);
    }

    @AfterEach
    void close() {
        goOn.countDown();
        process.close();
        database.close();
    }

    private String ask(String job, String parameters) throws Exception {
        String id = UUID.randomUUID().toString();
        database.change("""
                INSERT INTO job_request (id, job_name, parameters, requested_by, requested_at, due_at)
                VALUES ('%s', '%s', '%s', 'test', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""".formatted(id, job, parameters));
        process.part(RequestConsumer.class).consume();
        return id;
    }

    private String state(String id) throws Exception {
        return database.value("SELECT state FROM job_request WHERE id = '" + id + "'");
    }

    /** Until a process takes part in running jobs, which it does soon after its start, it puts requests off. */
    private void awaitState(String id, String state) throws Exception {
        Await.until(id + " is " + state, () -> {
            process.part(RequestConsumer.class).consume();
            return state(id).equals(state);
        });
    }

    private String reason(String id) throws Exception {
        return database.value("SELECT reason FROM job_request WHERE id = '" + id + "'");
    }

    private void awaitNothingRuns() throws Exception {
        Await.until("nothing runs", () -> database.number("SELECT COUNT(*) FROM launch_lock") == 0);
    }

    @Test
    void a_job_that_is_not_there_is_rejected() throws Exception {
        String id = ask("fly-to-the-moon", "{}");
        awaitState(id, "REJECTED");
        assertThat(reason(id)).isEqualTo("There is no such job.");
    }

    @Test
    void wrong_parameters_are_rejected_and_named() throws Exception {
        String id = ask(TurnsJob.NAME, "{\"item\": \"a\", \"turns\": \"many\"}");
        awaitState(id, "REJECTED");
        assertThat(reason(id)).contains("turns");
    }

    @Test
    void what_was_done_before_is_not_done_again() throws Exception {
        String first = ask(TurnsJob.NAME, "{\"item\": \"a\"}");
        awaitState(first, "LAUNCHED");
        awaitNothingRuns();
        String second = ask(TurnsJob.NAME, "{\"item\": \"a\"}");
        awaitState(second, "LAUNCHED");

        assertThat(database.number("SELECT COUNT(DISTINCT execution_id) FROM job_request WHERE id IN ('" + first
                        + "', '" + second + "')"))
                .isEqualTo(1);
        assertThat(turns.taken).containsExactly("a:1", "a:2", "a:3");
    }

    @Test
    void what_finds_no_room_waits_for_its_turn() throws Exception {
        turns.turn = (_, _) -> goOn.await();
        awaitState(ask(TurnsJob.NAME, "{\"item\": \"long\"}"), "LAUNCHED");
        String waiting = ask(TurnsJob.NAME, "{\"item\": \"next\"}");

        assertThat(state(waiting)).isEqualTo("QUEUED");
        assertThat(database.number("SELECT due_at > requested_at FROM job_request WHERE id = '" + waiting + "'"))
                .as("put off")
                .isEqualTo(1);

        goOn.countDown();
        awaitNothingRuns();
        database.change("UPDATE job_request SET due_at = UTC_TIMESTAMP(6) WHERE id = '" + waiting + "'");
        process.part(RequestConsumer.class).consume();
        Await.until("it was launched", () -> state(waiting).equals("LAUNCHED"));
        awaitNothingRuns();
        assertThat(turns.taken).endsWith("next:1", "next:2", "next:3");
    }
}
