/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import static io.aegis.db.TestSchema.ample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.FrameworkPool;
import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue of requests, schedules, and the history. */
class JobTablesIT {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final TestSchema schema = TestSchema.create();
    private final JobRequests requests = new JobRequests(schema.database());
    private final Schedules schedules = new Schedules(schema.database());
    private final JobHistory history = new JobHistory(schema.database());

    @AfterEach
    void close() {
        schema.close();
    }

    @Test
    void a_request_is_claimed_by_one_and_comes_again_after_its_lease() throws Exception {
        JobRequest request = request("online");
        requests.add(request, ample());
        requests.add(request, ample());
        UUID dead = UUID.randomUUID();
        UUID alive = UUID.randomUUID();

        assertThat(requests.claim(dead, 5, LEASE, ample())).containsExactly(request);
        assertThat(requests.claim(alive, 5, LEASE, ample())).isEmpty();
        schema.change("UPDATE job_request SET lease_until = lease_until - INTERVAL 2 MINUTE");
        RequestDepth depth = requests.depth(ample());
        assertThat(depth.queued()).isEqualTo(1);
        assertThat(depth.leaseOverdue()).isPositive();
        assertThat(depth.oldest()).isGreaterThanOrEqualTo(Duration.ZERO);

        assertThat(requests.claim(alive, 5, LEASE, ample())).containsExactly(request);
        assertThat(requests.launched(request.id(), dead, 4, ample())).isFalse();
        assertThat(requests.launched(request.id(), alive, 5, ample())).isTrue();
        requests.restarted(5, 6, ample());
        assertThat(schema.value("SELECT execution_id FROM job_request")).isEqualTo("6");
        assertThat(requests.depth(ample())).isEqualTo(new RequestDepth(0, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void requests_are_put_off_rejected_and_purged() throws Exception {
        UUID token = UUID.randomUUID();
        JobRequest request = request("online");
        requests.add(request, ample());
        requests.claim(token, 5, LEASE, ample());

        assertThat(requests.putOff(request.id(), token, Duration.ofHours(1), ample()))
                .isTrue();
        assertThat(requests.claim(token, 5, LEASE, ample())).isEmpty();
        schema.change("UPDATE job_request SET due_at = requested_at");
        requests.claim(token, 5, LEASE, ample());
        assertThat(requests.rejected(request.id(), token, "x".repeat(600), ample()))
                .isTrue();
        assertThat(schema.value("SELECT CHAR_LENGTH(reason) FROM job_request")).isEqualTo("500");

        assertThat(requests.purge(Duration.ofDays(1), 10, ample())).isZero();
        schema.change("UPDATE job_request SET requested_at = requested_at - INTERVAL 2 DAY");
        assertThat(requests.purge(Duration.ofDays(1), 10, ample())).isEqualTo(1);
    }

    @Test
    void a_schedule_is_seeded_once_changed_by_whom_saw_it_last_and_fired_by_one() throws Exception {
        Schedule wanted = schedule("0 0 * * * *");
        assertThat(schedules.seed(wanted, ample())).isTrue();
        assertThat(schedules.seed(schedule("0 5 * * * *"), ample())).isFalse();
        assertThat(schedules.all(ample())).extracting(Schedule::cron).containsExactly("0 0 * * * *");

        Schedule seen = schedules.find("nightly", ample()).orElseThrow();
        assertThat(seen.parameters()).isEqualTo(Map.of("days", 3, "full", true));
        Schedule later = seen.changed("0 1 * * * *", ZoneOffset.UTC, true, Schedule.Missed.SKIP)
                .nextAt(Optional.of(schedules.now(ample()).minusSeconds(5)));
        assertThat(schedules.change(later, Actor.COMMAND, ample())).isTrue();
        assertThat(schedules.change(later, Actor.COMMAND, ample()))
                .as("seen before")
                .isFalse();
        assertThat(schema.value("SELECT CONCAT(actor, ' ', JSON_VALUE(before_value, '$.cron'), ' ',"
                        + " JSON_VALUE(after_value, '$.cron')) FROM audit_log WHERE action = 'SCHEDULE'"))
                .isEqualTo("command line 0 0 * * * * 0 1 * * * *");

        Schedule due = schedules.due(ample()).getFirst();
        Optional<Instant> next = Optional.of(schedules.now(ample()).plusSeconds(3600));
        assertThat(schedules.fire(due, next, request("schedule:nightly"), ample()))
                .isTrue();
        assertThat(schedules.fire(due, next, request("schedule:nightly"), ample()))
                .as("another was quicker")
                .isFalse();
        assertThat(schedules.due(ample())).isEmpty();

        Schedule again = schedules.find("nightly", ample()).orElseThrow();
        assertThat(again.lastFireAt()).isEqualTo(due.nextFireAt());
        assertThat(schedules.fire(again, next, request("schedule:nightly"), ample()))
                .as("the last launch still waits")
                .isFalse();
        assertThat(schedules.skip(schedules.find("nightly", ample()).orElseThrow(), Optional.empty(), ample()))
                .isTrue();
        assertThat(schema.value("SELECT COUNT(*) FROM job_request")).isEqualTo("1");
    }

    @Test
    void the_history_shows_executions_and_forgets_old_instances_that_nobody_runs() throws Exception {
        for (int i = 1; i <= 3; i++) {
            schema.change("INSERT INTO BATCH_JOB_INSTANCE VALUES (" + i + ", 0, 'job', 'k" + i + "')");
            schema.change("INSERT INTO BATCH_JOB_EXECUTION VALUES (" + i + ", 1, " + i
                    + ", UTC_TIMESTAMP(6) - INTERVAL 2 DAY, NULL, NULL, 'STARTED', 'UNKNOWN', '', UTC_TIMESTAMP(6))");
            schema.change(
                    "INSERT INTO BATCH_JOB_EXECUTION_PARAMS VALUES (" + i + ", 'days', 'java.lang.Long', '3', 'Y')");
            schema.change("INSERT INTO BATCH_STEP_EXECUTION VALUES (" + i + ", 1, 'step', " + i
                    + ", UTC_TIMESTAMP(6), NULL, NULL, 'STARTED', 1, 2, 3, 4, 5, 6, 7, 8, 'X', 'y', NULL)");
            schema.change("INSERT INTO BATCH_STEP_EXECUTION_CONTEXT VALUES (" + i + ", '{\"at\":9}', NULL)");
            schema.change("INSERT INTO BATCH_JOB_EXECUTION_CONTEXT VALUES (" + i + ", '{}', NULL)");
        }
        UUID owner = UUID.randomUUID();
        LaunchLocks locks = new LaunchLocks(schema.database());
        LockAttempt attempt = locks.acquire("job", "k1", owner, 5, ample());
        locks.started(((LockAttempt.Acquired) attempt).lock(), 1, ample());
        schema.change("UPDATE BATCH_JOB_EXECUTION SET CREATE_TIME = UTC_TIMESTAMP(6) WHERE JOB_EXECUTION_ID = 2");

        ExecutionRow row = history.execution(1, ample()).orElseThrow();
        assertThat(row.owner()).contains(owner);
        assertThat(history.execution(9, ample())).isEmpty();
        assertThat(history.executions("job", Long.MAX_VALUE, 2, ample()))
                .extracting(ExecutionRow::id)
                .containsExactly(3L, 2L);
        assertThat(history.lastOf("job", "k2", ample())).map(ExecutionRow::id).contains(2L);
        assertThat(history.running(ample())).hasSize(3);
        assertThat(history.strays(ample())).extracting(ExecutionRow::id).containsExactly(2L, 3L);
        assertThat(history.parameters(1, ample()))
                .containsExactly(new ParameterRow("days", "java.lang.Long", "3", true));
        StepRow step = history.steps(1, ample()).getFirst();
        assertThat(List.of(
                        step.commits(), step.read(), step.filtered(), step.written(), step.skipped(), step.rollbacks()))
                .containsExactly(1L, 2L, 3L, 4L, 18L, 8L);
        assertThat(step.context()).isEqualTo("{\"at\":9}");

        assertThat(history.purge(Duration.ofDays(1), 10, ample())).isEqualTo(1);
        assertThat(history.running(ample())).extracting(ExecutionRow::id).containsExactly(1L, 2L);
        assertThat(schema.value("SELECT COUNT(*) FROM BATCH_STEP_EXECUTION_CONTEXT"))
                .isEqualTo("2");
    }

    @Test
    void parameters_are_plain_values() throws Exception {
        assertThatThrownBy(() -> ParametersJson.write(Map.of("a", new Object())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ParametersJson.read("[")).hasMessageContaining("JSON object");
    }

    @Test
    void a_framework_gets_connections_that_commit_by_themselves() throws Exception {
        try (FrameworkPool pool = FrameworkPool.open(schema.settings(), 1);
                Connection connection = pool.dataSource().getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    private static JobRequest request(String by) {
        return new JobRequest(UUID.randomUUID(), "job", Map.of("days", 3), by);
    }

    private static Schedule schedule(String cron) {
        return new Schedule(
                "nightly",
                "job",
                Map.of("days", 3, "full", true),
                cron,
                ZoneOffset.UTC,
                true,
                Schedule.Missed.FIRE_ONCE,
                Optional.empty(),
                Optional.empty(),
                0);
    }
}
