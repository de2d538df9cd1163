/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.AGAIN;
import static io.aegis.batch.control.ControlledJobs.ONCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.batch.TestDatabase;
import io.aegis.db.jobs.Heartbeats;
import io.aegis.db.jobs.JobHistory;
import io.aegis.db.jobs.JobRequest;
import io.aegis.db.jobs.JobRequests;
import io.aegis.db.jobs.LaunchLocks;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;

/** Who counts as dead, and what becomes of what the dead ran. */
class OrphanDetectionIT {

    private final TestDatabase database = ControlledProcess.database();
    private final ControlledJobs jobs = new ControlledJobs();
    private final AtomicLong now = new AtomicLong();
    private ControlledProcess process;
    private OrphanDetection detection;

    @BeforeEach
    void start() throws Exception {
        ControlledProcess.clear();
        process = ControlledProcess.known(1, jobs);
        detection = new OrphanDetection(
                process.part(WorkerIdentity.class),
                process.part(HostIdentity.class),
                process.part(RunningExecutions.class),
                process.part(Heartbeats.class),
                process.part(LaunchLocks.class),
                process.part(JobHistory.class),
                process.part(OrphanRecovery.class),
                ControlledProcess.STILL,
                now::get);
    }

    @AfterEach
    void close() throws Exception {
        process.awaitIdle();
        process.close();
    }

    private void beats(String host, String machine, long pid, int minutesAgo) throws Exception {
        database.change("""
                INSERT INTO heartbeat (owner, host, machine, pid, started_at, beat_at)
                VALUES (UUID(), '%s', '%s', %d, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL %d SECOND)""".formatted(host, machine, pid, 60 * minutesAgo + 5));
    }

    private long alive(String host) throws Exception {
        return database.number("SELECT COUNT(*) FROM heartbeat WHERE host = '" + host + "'");
    }

    private void look() throws Exception {
        detection.look();
        process.awaitIdle();
    }

    /** As if its process had been killed amid it: nobody has ended it, and nobody lives who has the right. */
    private long orphan(String job, String item) throws Exception {
        long execution = process.runs(job, item);
        database.change("UPDATE BATCH_JOB_EXECUTION SET STATUS = 'STARTED', END_TIME = NULL, EXIT_CODE = 'UNKNOWN'"
                + " WHERE JOB_EXECUTION_ID = " + execution);
        return execution;
    }

    private void lockOfTheDead(String job, String item, long execution) throws Exception {
        InstanceKey key = process.key(job, item);
        lock(key, UUID.randomUUID(), execution);
    }

    private void lock(InstanceKey key, UUID owner, long execution) throws Exception {
        process.part(LaunchLocks.class).acquire(key.jobName(), key.jobKey(), owner, 64, TestDatabase.ample());
        database.change("UPDATE launch_lock SET execution_id = " + execution);
    }

    private long executions() throws Exception {
        return database.number("SELECT COUNT(*) FROM BATCH_JOB_EXECUTION");
    }

    @Test
    void the_silent_are_dead_and_later_so_while_it_may_have_been_the_database_that_was() throws Exception {
        beats("talks", "elsewhere", 7, 9);
        beats("silent", "elsewhere", 8, 10);
        beats("long-silent", "elsewhere", 9, 11);
        look();
        assertThat(alive("long-silent")).isZero();
        assertThat(alive("silent")).isEqualTo(1);
        for (int minutes = 0; minutes < 10; minutes += 5) {
            now.addAndGet(Duration.ofMinutes(5).toNanos());
            assertThat(alive("silent")).isEqualTo(1);
            look();
        }
        assertThat(alive("silent")).isZero();
        assertThat(alive("talks")).isEqualTo(1);
        assertThat(alive("host")).as("this one").isEqualTo(1);
    }

    @Test
    void of_this_machine_those_are_dead_whose_process_is_gone_or_whose_number_this_one_has() throws Exception {
        beats("there", "machine", 5, 0);
        beats("gone", "machine", 6, 0);
        beats("before", "machine", 1, 0);
        beats("elsewhere", "elsewhere", 6, 0);
        process.alive.add(5L);
        look();
        assertThat(alive("there")).isEqualTo(1);
        assertThat(alive("gone")).isZero();
        assertThat(alive("before")).isZero();
        assertThat(alive("elsewhere")).isEqualTo(1);
        assertThat(alive("host")).isEqualTo(1);
    }

    @Test
    void what_the_dead_ran_is_resumed_and_whoever_asked_for_it_is_told() throws Exception {
        long lost = orphan(ONCE, "a");
        lockOfTheDead(ONCE, "a", lost);
        JobRequests requests = new JobRequests(database.database());
        requests.add(new JobRequest(UUID.randomUUID(), ONCE, Map.of("item", "a"), "test"), TestDatabase.ample());
        database.change("UPDATE job_request SET state = 'LAUNCHED', execution_id = " + lost);
        look();
        assertThat(ControlledProcess.status(lost)).isEqualTo("FAILED");
        assertThat(ControlledProcess.exitMessage(lost)).isEqualTo(InterruptedExecutions.PROCESS_GONE);
        assertThat(executions()).isEqualTo(2);
        assertThat(database.number("SELECT execution_id FROM job_request")).isGreaterThan(lost);
        assertThat(ControlledProcess.status(database.number("SELECT MAX(JOB_EXECUTION_ID) FROM BATCH_JOB_EXECUTION")))
                .isEqualTo("COMPLETED");
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void what_is_not_to_be_resumed_is_ended() throws Exception {
        long lost = orphan(AGAIN, "a");
        lockOfTheDead(AGAIN, "a", lost);
        look();
        assertThat(ControlledProcess.status(lost)).isEqualTo("FAILED");
        assertThat(executions()).isEqualTo(1);
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void what_was_asked_to_stop_is_ended() throws Exception {
        long lost = orphan(ONCE, "a");
        lockOfTheDead(ONCE, "a", lost);
        database.change("UPDATE launch_lock SET stop_asked = TRUE");
        look();
        assertThat(ControlledProcess.status(lost)).isEqualTo("FAILED");
        assertThat(executions()).isEqualTo(1);
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void what_ends_its_process_each_time_is_left_to_an_operator_in_the_end() throws Exception {
        long lost = orphan(ONCE, "a");
        lockOfTheDead(ONCE, "a", lost);
        // Taking it over makes one more of them.
        database.change("UPDATE launch_lock SET recoveries = " + OrphanRecovery.MOST_RECOVERIES);
        look();
        assertThat(executions()).isEqualTo(1);
        assertThat(ControlledProcess.locks()).isZero();
        database.change("UPDATE BATCH_JOB_EXECUTION SET STATUS = 'STARTED', END_TIME = NULL");
        lockOfTheDead(ONCE, "a", lost);
        database.change("UPDATE launch_lock SET recoveries = " + (OrphanRecovery.MOST_RECOVERIES - 1));
        look();
        assertThat(executions()).isEqualTo(2);
    }

    @Test
    void what_the_dead_had_ended_only_gives_its_right_back() throws Exception {
        long completed = process.runs(ONCE, "a");
        lockOfTheDead(ONCE, "a", completed);
        look();
        assertThat(executions()).isEqualTo(1);
        assertThat(ControlledProcess.locks()).isZero();
        jobs.work = _ -> {
            throw new IllegalStateException("wrong");
        };
        long failed = process.runs(ONCE, "b");
        lockOfTheDead(ONCE, "b", failed);
        look();
        assertThat(executions()).as("its failure was its own").isEqualTo(2);
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void an_end_that_was_noted_and_not_followed_by_a_resumption_is_followed_by_one() throws Exception {
        for (String end : List.of(
                "STATUS = 'FAILED', EXIT_MESSAGE = '" + InterruptedExecutions.PROCESS_GONE + "'",
                "STATUS = 'STOPPED', EXIT_MESSAGE = ''")) {
            ControlledProcess.clear();
            process.part(WorkerIdentity.class).beat();
            long ended = orphan(ONCE, "a");
            database.change("UPDATE BATCH_JOB_EXECUTION SET END_TIME = UTC_TIMESTAMP(6), " + end);
            lockOfTheDead(ONCE, "a", ended);
            look();
            assertThat(executions()).as(end).isEqualTo(2);
        }
    }

    @Test
    void a_right_of_this_process_that_nothing_is_run_by_is_settled_and_one_of_what_runs_is_not() throws Exception {
        long lost = orphan(ONCE, "a");
        UUID own = process.part(WorkerIdentity.class).owner().orElseThrow();
        InstanceKey key = process.key(ONCE, "a");
        lock(key, own, lost);
        RunningInstance held = process.part(RunningExecutions.class).hold(key).orElseThrow();
        detection.look();
        assertThat(executions()).isEqualTo(1);
        assertThat(process.part(RunningExecutions.class).find(key)).contains(held);
        process.part(RunningExecutions.class).forget(held);
        look();
        assertThat(executions()).isEqualTo(2);
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void an_execution_without_any_right_is_adopted() throws Exception {
        long lost = orphan(ONCE, "a");
        look();
        assertThat(ControlledProcess.status(lost)).isEqualTo("FAILED");
        assertThat(executions()).isEqualTo(2);
        assertThat(ControlledProcess.locks()).isZero();
    }

    @Test
    void what_was_never_begun_gives_its_right_back() throws Exception {
        InstanceKey key = process.key(ONCE, "a");
        lock(key, UUID.randomUUID(), 0);
        look();
        assertThat(ControlledProcess.locks()).isZero();
        assertThat(process.part(RunningExecutions.class).all()).isEmpty();
    }

    @Test
    void without_the_job_repository_it_is_tried_again() throws Exception {
        long lost = orphan(ONCE, "a");
        lockOfTheDead(ONCE, "a", lost);
        process.fail("getJobExecution", new TransientDataAccessResourceException("away"));
        assertThatThrownBy(detection::look).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(ControlledProcess.locks()).isEqualTo(1);
        assertThat(process.part(RunningExecutions.class).all()).isEmpty();
        look();
        assertThat(executions()).isEqualTo(2);
    }

    @Test
    void who_is_not_known_or_about_to_stop_does_not_look() throws Exception {
        beats("gone", "machine", 6, 0);
        try (ControlledProcess unknown = new ControlledProcess(2, ControlledProcess.STILL, jobs)) {
            unknown.part(OrphanDetection.class).look();
            assertThat(alive("gone")).isEqualTo(1);
        }
        process.part(RunningExecutions.class).close();
        look();
        assertThat(alive("gone")).isEqualTo(1);
    }
}
