/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.running;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.control.JobControlSettings;
import io.aegis.batch.control.OrphanDetection;
import io.aegis.batch.control.RunningExecutions;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.testing.Await;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recovery that is itself cut short, at each of its steps, by the end of its process or by the database's. */
class CutRecoveryIT extends TurnsFixture {

    private static final JobControlSettings STILL = new JobControlSettings(
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(25));

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
        try (BatchProcess first = start(1);
                BatchProcess second = start(2);
                BatchProcess third = start(3)) {
            loseInSecondTurn(first);
            cutShort(second, write);
            database.change("DELETE FROM heartbeat WHERE pid = 2");
            goesOn(third);
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_process_ends_it_when_the_database_is_back(Write write) throws Exception {
        try (BatchProcess first = start(1);
                BatchProcess second = start(2)) {
            loseInSecondTurn(first);
            cutShort(second, write);
            goesOn(second);
        }
    }

    /** Once it takes part, which it looks around for by itself once. */
    private BatchProcess start(long number) throws Exception {
        BatchProcess process = start(number, STILL);
        process.part(OrphanDetection.class).look();
        return process;
    }

    private void loseInSecondTurn(BatchProcess process) throws Exception {
        blockInSecondTurn(process);
        database.change("DELETE FROM heartbeat WHERE pid = 1");
    }

    private void cutShort(BatchProcess process, Write write) throws Exception {
        database.change(write.trigger());
        try {
            process.part(OrphanDetection.class).look();
        } catch (DatabaseUnavailableException e) {
            // Some cuts are met by the look, others by the execution that it began.
        }
        Await.until(
                "nothing runs there",
                () -> process.part(RunningExecutions.class).all().isEmpty());
        database.change("DROP TRIGGER cut");
    }

    private void goesOn(BatchProcess process) throws Exception {
        Await.until("goes on and completes", () -> {
            process.part(OrphanDetection.class).look();
            return database.value("SELECT STATUS FROM BATCH_JOB_EXECUTION ORDER BY JOB_EXECUTION_ID DESC LIMIT 1")
                    .equals("COMPLETED");
        });
        assertThat(turns.taken).containsExactly("a:1", "a:2", "a:2", "a:3");
        // What the dead still does comes to nothing.
        goOn.countDown();
        Await.until("nobody has a right any more", this::noLocks);
    }
}
