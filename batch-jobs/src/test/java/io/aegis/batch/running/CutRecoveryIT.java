/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.TestDatabase;
import io.aegis.batch.control.Heartbeat;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.control.Launch;
import io.aegis.batch.control.OrphanDetection;
import io.aegis.batch.control.RunningExecutions;
import io.aegis.batch.control.WorkerIdentity;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A recovery that is itself cut short, at each of its steps, by the end of its process or by the database's. All cases meet the same
 * three processes, each an instance of its own: to start three for each case took most of the time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutRecoveryIT {

    private static final JobControlSettings STILL = new JobControlSettings(
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(25));

    private final TestDatabase database = TestDatabase.create();
    private final TurnsJob turns = new TurnsJob();
    private CountDownLatch goOn = new CountDownLatch(1);
    private List<BatchProcess> processes = List.of();

    @BeforeAll
    void start() {
        processes = LongStream.rangeClosed(1, 3)
                .mapToObj(number -> BatchProcess.start(database, number, STILL, turns::addTo))
                .toList();
    }

    @AfterAll
    void stop() {
        processes.forEach(BatchProcess::close);
        database.close();
    }

    /** All three are alive to each other, and none has anything left to do that the case before it began. */
    @BeforeEach
    void liven() throws Exception {
        for (BatchProcess process : processes) {
            Await.until("takes part", () -> takesPart(process));
        }
        for (BatchProcess process : processes) {
            process.part(OrphanDetection.class).look();
            awaitIdle(process);
        }
        assertThat(database.number("SELECT COUNT(*) FROM heartbeat")).isEqualTo(3);
        assertThat(database.number("SELECT COUNT(*) FROM launch_lock")).isZero();
        turns.taken.clear();
        goOn = new CountDownLatch(1);
    }

    @AfterEach
    void letGo() throws Exception {
        goOn.countDown();
        for (BatchProcess process : processes) {
            awaitIdle(process);
        }
    }

    /** What a recovery writes, in its order. */
    enum Write {
        TAKES_OVER("UPDATE ON launch_lock", "NEW.owner <> OLD.owner"),
        ENDS_THE_STEP("UPDATE ON BATCH_STEP_EXECUTION", "NEW.STATUS = 'FAILED'"),
        ENDS_THE_EXECUTION("UPDATE ON BATCH_JOB_EXECUTION", "NEW.STATUS = 'FAILED'"),
        MAKES_ANOTHER("INSERT ON BATCH_JOB_EXECUTION", "TRUE"),
        GIVES_IT_PARAMETERS("INSERT ON BATCH_JOB_EXECUTION_PARAMS", "TRUE"),
        NOTES_ITS_BEGIN("UPDATE ON launch_lock", "NEW.execution_id <> OLD.execution_id");

        private final String event;
        private final String condition;

        Write(String event, String condition) {
            this.event = event;
            this.condition = condition;
        }

        /** As a lost connection looks. */
        String trigger() {
            return "CREATE TRIGGER cut BEFORE " + event + " FOR EACH ROW BEGIN IF " + condition
                    + " THEN SIGNAL SQLSTATE '08S01' SET MYSQL_ERRNO = 1927, MESSAGE_TEXT = 'cut'; END IF; END";
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_process_ends_what_a_killed_one_had_begun_to_recover(Write write) throws Exception {
        String item = "killed-" + write;
        loseInSecondTurn(processes.get(0), item);
        cutShort(processes.get(1), write);
        database.change("DELETE FROM heartbeat WHERE pid = 2");
        goesOn(processes.get(2), item);
    }

    @ParameterizedTest
    @EnumSource
    void the_same_process_ends_it_when_the_database_is_back(Write write) throws Exception {
        String item = "back-" + write;
        loseInSecondTurn(processes.get(0), item);
        cutShort(processes.get(1), write);
        goesOn(processes.get(1), item);
    }

    /** A beat that a busy machine let time out is one that would come again, in an hour. */
    private static boolean takesPart(BatchProcess process) {
        try {
            process.part(Heartbeat.class).beat();
            return process.part(WorkerIdentity.class).owner().isPresent();
        } catch (DatabaseUnavailableException e) {
            return false;
        }
    }

    private void loseInSecondTurn(BatchProcess process, String item) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        turns.holdInSecondTurn(reached, goOn);
        assertThat(TurnsJob.launch(process, item)).isInstanceOf(Launch.Started.class);
        reached.await();
        database.change("DELETE FROM heartbeat WHERE pid = 1");
    }

    private void cutShort(BatchProcess process, Write write) throws Exception {
        database.change(write.trigger());
        try {
            process.part(OrphanDetection.class).look();
        } catch (DatabaseUnavailableException e) {
            // Some cuts are met by the look, others by the execution that it began.
        }
        awaitIdle(process);
        database.change("DROP TRIGGER cut");
    }

    private void goesOn(BatchProcess process, String item) throws Exception {
        Await.until("goes on and completes", () -> {
            process.part(OrphanDetection.class).look();
            return database.value("SELECT STATUS FROM BATCH_JOB_EXECUTION ORDER BY JOB_EXECUTION_ID DESC LIMIT 1")
                    .equals("COMPLETED");
        });
        assertThat(turns.taken).containsExactly(item + ":1", item + ":2", item + ":2", item + ":3");
        // What the dead still does comes to nothing.
        goOn.countDown();
        Await.until("nobody has a right any more", () -> database.number("SELECT COUNT(*) FROM launch_lock") == 0);
    }

    private static void awaitIdle(BatchProcess process) {
        Await.until(
                "nothing runs there",
                () -> process.part(RunningExecutions.class).all().isEmpty());
    }
}
