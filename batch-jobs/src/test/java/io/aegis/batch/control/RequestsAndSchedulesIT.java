/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static io.aegis.batch.control.ControlledJobs.AGAIN;
import static io.aegis.batch.control.ControlledJobs.ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.launch.JobRestartException;

/** What becomes of requests for launches, and of times that pass. */
class RequestsAndSchedulesIT {

    private final TestDatabase database = ControlledProcess.database();
    private final ControlledJobs jobs = new ControlledJobs();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private ControlledProcess process;
    private RequestConsumer requests;
    private ScheduleRunner schedules;

    @BeforeEach
    void start() throws Exception {
        ControlledProcess.clear();
        process = ControlledProcess.known(1, jobs);
        requests = process.part(RequestConsumer.class);
        schedules = process.part(ScheduleRunner.class);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        process.awaitIdle();
        process.close();
    }

    private String ask(String job, String parameters) throws Exception {
        String id = UUID.randomUUID().toString();
        database.change("""
                INSERT INTO job_request (id, job_name, parameters, requested_by, requested_at, due_at)
                VALUES ('%s', '%s', '%s', 'test', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""".formatted(id, job, parameters));
        return id;
    }

    private String state(String id) throws Exception {
        return database.value("""
                SELECT CONCAT(state, ' ', COALESCE(execution_id, 'none'), ' ', COALESCE(reason, ''),
                IF(due_at > UTC_TIMESTAMP(6), 'later', '')) FROM job_request WHERE id = '%s'""".formatted(id));
    }

    private String consumed(String job, String parameters) throws Exception {
        String id = ask(job, parameters);
        requests.consume();
        return state(id);
    }

    @Test
    void requests_are_launched_or_it_is_said_why_not() throws Exception {
        assertThat(consumed("unheard-of", "{}")).isEqualTo("REJECTED none There is no such job.");
        assertThat(consumed(ONCE, "{\"item\": 7}")).startsWith("REJECTED none ").contains("item");
        process.fail("start", new JobRestartException("abandoned"));
        assertThat(consumed(ONCE, "{\"item\": \"a\"}"))
                .startsWith("REJECTED none ")
                .contains("abandon it");
        String first = consumed(ONCE, "{\"item\": \"a\"}");
        assertThat(first).matches("LAUNCHED \\d+ ");
        process.awaitIdle();
        assertThat(consumed(ONCE, "{\"item\": \"a\"}")).as("done before").isEqualTo(first);
        jobs.work = _ -> goOn.await();
        String running = consumed(ONCE, "{\"item\": \"b\"}");
        assertThat(consumed(ONCE, "{\"item\": \"b\"}")).as("runs already").isEqualTo(running);
    }

    @Test
    void what_cannot_run_now_is_put_off() throws Exception {
        jobs.work = _ -> goOn.await();
        assertThat(consumed(AGAIN, "{\"item\": \"a\"}")).startsWith("LAUNCHED");
        assertThat(consumed(AGAIN, "{\"item\": \"b\"}")).as("full").isEqualTo("QUEUED none later");
        InstanceKey key = process.key(ONCE, "c");
        database.change("""
                INSERT INTO launch_lock (job_name, job_key, slot, owner, locked_at)
                VALUES ('%s', '%s', 1, UUID(), UTC_TIMESTAMP(6))""".formatted(key.jobName(), key.jobKey()));
        assertThat(consumed(ONCE, "{\"item\": \"c\"}")).as("unattended").isEqualTo("QUEUED none later");
        process.part(RunningExecutions.class).hold(process.key(ONCE, "d"));
        assertThat(consumed(ONCE, "{\"item\": \"d\"}")).as("about to begin").isEqualTo("QUEUED none later");
        process.part(RunningExecutions.class)
                .find(process.key(ONCE, "d"))
                .ifPresent(process.part(RunningExecutions.class)::forget);
    }

    @Test
    void who_is_about_to_stop_claims_nothing() throws Exception {
        process.part(RunningExecutions.class).close();
        assertThat(consumed(ONCE, "{\"item\": \"a\"}")).isEqualTo("QUEUED none ");
        schedules.fire();
        assertThat(database.number("SELECT COUNT(*) FROM schedule")).isZero();
    }

    private void due(String name, String job, String missed, int secondsAgo) throws Exception {
        database.change("""
                INSERT INTO schedule (name, job_name, parameters, cron, zone, enabled, missed, updated_at, next_fire_at)
                VALUES ('%s', '%s', '{"item": "a"}', '0 0 0 1 1 *', 'UTC', TRUE, '%s', UTC_TIMESTAMP(6),
                  UTC_TIMESTAMP(6) - INTERVAL %d SECOND)""".formatted(name, job, missed, secondsAgo));
    }

    private long fired(String name) throws Exception {
        return database.number("SELECT COUNT(*) FROM job_request WHERE requested_by = 'schedule:" + name + "'");
    }

    @Test
    void the_schedules_of_jobs_are_seeded_once_and_what_an_operator_changed_stays() throws Exception {
        schedules.fire();
        assertThat(database.value("SELECT CONCAT(name, job_name, cron, zone, enabled, missed) FROM schedule"))
                .isEqualTo(AGAIN + AGAIN + "0 0 0 1 1 *Z1FIRE_ONCE");
        assertThat(database.value("SELECT DATE_FORMAT(next_fire_at, '%m-%d %T') FROM schedule"))
                .isEqualTo("01-01 00:00:00");
        assertThat(fired(AGAIN)).isZero();
        database.change("UPDATE schedule SET cron = '0 0 0 2 2 *'");
        try (ControlledProcess second = ControlledProcess.known(2, jobs)) {
            second.part(ScheduleRunner.class).fire();
            assertThat(database.value("SELECT cron FROM schedule")).isEqualTo("0 0 0 2 2 *");
        }
        database.change("DELETE FROM schedule");
        schedules.fire();
        assertThat(database.number("SELECT COUNT(*) FROM schedule")).isZero();
    }

    @Test
    void a_time_that_comes_asks_for_a_launch_once_and_one_that_was_missed_as_its_schedule_says() throws Exception {
        due("now", ONCE, "SKIP", 30);
        due("skipped", ONCE, "SKIP", 90);
        due("made-up-for", ONCE, "FIRE_ONCE", 90_000);
        due("of-another", "unheard-of", "FIRE_ONCE", 30);
        schedules.fire();
        schedules.fire();
        assertThat(fired("now")).isEqualTo(1);
        assertThat(fired("skipped")).isZero();
        assertThat(fired("made-up-for")).isEqualTo(1);
        assertThat(fired("of-another")).isZero();
        assertThat(database.number("SELECT COUNT(*) FROM schedule WHERE next_fire_at > UTC_TIMESTAMP(6)"))
                .as("all but the one whose job is unknown, and the seeded one")
                .isEqualTo(4);
        assertThat(database.value("SELECT parameters FROM job_request WHERE requested_by = 'schedule:now'"))
                .contains("\"item\"");
    }
}
