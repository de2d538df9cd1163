/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an operator may restart and abandon. */
class RestartsIT extends ControlledProcessFixture {

    @Test
    void an_execution_that_an_operator_stops_gives_its_right_back_and_may_be_restarted() throws Exception {
        jobs.work = _ -> process.part(RunningExecutions.class).all().forEach(RunningInstance::stop);
        long stopped = process.runs(ONCE, "a");
        assertThat(ControlledProcess.status(stopped)).isEqualTo("STOPPED");
        assertThat(ControlledProcess.locks()).isZero();
        jobs.work = _ -> {};
        UUID asked = UUID.randomUUID();
        JobRequests requests = new JobRequests(database.database());
        requests.add(new JobRequest(asked, ONCE, Map.of("item", "a"), "test"), TestDatabase.ample());
        database.change("UPDATE job_request SET state = 'LAUNCHED', execution_id = " + stopped);
        long again = ControlledProcess.started(process.part(Restarts.class).restart(process.job(ONCE), stopped));
        process.awaitIdle();
        assertThat(ControlledProcess.status(again)).isEqualTo("COMPLETED");
        assertThat(database.number("SELECT execution_id FROM job_request")).isEqualTo(again);
        assertThat(process.part(Restarts.class).restart(process.job(ONCE), again))
                .isEqualTo(new Launch.AlreadyDone(Optional.of(again)));
        assertThat(process.part(Restarts.class).restart(process.job(ONCE), 999_999))
                .isEqualTo(new Launch.Impossible("There is no such execution."));
    }

    @Test
    void what_has_failed_may_be_abandoned_and_nothing_else() throws Exception {
        Restarts restarts = process.part(Restarts.class);
        assertThat(restarts.abandon(999_999)).isFalse();
        long completed = process.runs(ONCE, "a");
        assertThat(restarts.abandon(completed)).isFalse();
        jobs.work = _ -> {
            throw new IllegalStateException("wrong");
        };
        long failed = process.runs(ONCE, "b");
        lock("b", other());
        assertThat(restarts.abandon(failed)).as("another has it").isFalse();
        database.change("DELETE FROM launch_lock");
        RunningInstance held = process.part(RunningExecutions.class)
                .hold(process.key(ONCE, "b"))
                .orElseThrow();
        assertThat(restarts.abandon(failed)).as("it is about to run here").isFalse();
        process.part(RunningExecutions.class).forget(held);
        assertThat(restarts.abandon(failed)).isTrue();
        assertThat(ControlledProcess.status(failed)).isEqualTo("ABANDONED");
        assertThat(ControlledProcess.locks()).isZero();
        assertThat(process.part(RunningExecutions.class).all()).isEmpty();
        assertThat(restarts.abandon(failed)).as("it is already").isFalse();
        try (ControlledProcess unknown = new ControlledProcess(2, ControlledProcess.STILL, jobs)) {
            assertThat(unknown.part(Restarts.class).abandon(failed)).isFalse();
        }
    }
}
