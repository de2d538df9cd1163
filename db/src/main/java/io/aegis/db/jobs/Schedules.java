/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.aegis.db.Database;
import io.aegis.db.UniqueKey;
import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Schedules. Every change is a compare-and-set on the version, and a fire moves the next fire and asks for the launch in
 * one transaction: so each time fires once, however many processes look. Thread-safe.
 */
public final class Schedules {

    private static final String COLUMNS =
            "name, job_name, parameters, cron, zone, enabled, missed, next_fire_at, last_fire_at, version";
    private static final String SEED = """
            INSERT INTO schedule (name, job_name, parameters, cron, zone, enabled, missed, next_fire_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))""";
    private static final String ALL = "SELECT " + COLUMNS + " FROM schedule ORDER BY name";
    private static final String ONE = "SELECT " + COLUMNS + " FROM schedule WHERE name = ?";
    private static final String DUE = "SELECT " + COLUMNS + """
             FROM schedule
            WHERE enabled AND next_fire_at <= UTC_TIMESTAMP(6) ORDER BY next_fire_at LIMIT 100""";
    private static final String FIRE = """
            UPDATE schedule SET last_fire_at = next_fire_at, next_fire_at = ?, version = version + 1,
              updated_at = UTC_TIMESTAMP(6)
            WHERE name = ? AND version = ? AND enabled""";
    private static final String SKIP = """
            UPDATE schedule SET next_fire_at = ?, version = version + 1, updated_at = UTC_TIMESTAMP(6)
            WHERE name = ? AND version = ? AND enabled""";
    private static final String CHANGE = """
            UPDATE schedule SET cron = ?, zone = ?, enabled = ?, missed = ?, next_fire_at = ?, version = version + 1,
              updated_at = UTC_TIMESTAMP(6)
            WHERE name = ? AND version = ?""";
    private static final String NOW = "SELECT UTC_TIMESTAMP(6)";

    private final Database database;

    /** Schedules in a database. */
    public Schedules(Database database) {
        this.database = database;
    }

    /**
     * Adds a schedule.
     *
     * @return false when there is one of this name, which stays as it is
     */
    public boolean seed(Schedule schedule, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(
                deadline,
                execute -> UniqueKey.inserted(() -> execute.insert(
                        SEED,
                        schedule.name(),
                        schedule.jobName(),
                        ParametersJson.write(schedule.parameters()),
                        schedule.cron(),
                        schedule.zone().getId(),
                        schedule.enabled(),
                        schedule.missed().name(),
                        Utc.of(schedule.nextFireAt()))));
    }

    /** All schedules, by name. */
    public List<Schedule> all(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.query(ALL).map(Schedules::schedule).toList());
    }

    /** The schedule of this name. */
    public Optional<Schedule> find(String name, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(ONE, name).map(Schedules::schedule));
    }

    /** The database's time, in which schedules are meant. */
    public Instant now(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                        deadline,
                        execute -> execute.get(NOW).map(row -> row.column(1).get(Instant.class)))
                .orElseThrow();
    }

    /** The schedules whose time has come. */
    public List<Schedule> due(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.query(DUE).map(Schedules::schedule).toList());
    }

    /**
     * Asks for the launch of a schedule whose time has come, unless its last one still waits, and moves it on.
     *
     * @param next when it fires again, if ever
     * @return false when another process was quicker, or the schedule was changed
     */
    public boolean fire(Schedule schedule, Optional<Instant> next, JobRequest request, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            if (moved(execute, FIRE, schedule, next) && !JobRequests.waiting(execute, request.requestedBy())) {
                return JobRequests.add(execute, request);
            }
            return false;
        });
    }

    /** Moves a schedule on without a launch. */
    public boolean skip(Schedule schedule, Optional<Instant> next, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> moved(execute, SKIP, schedule, next));
    }

    private static boolean moved(DbExecute execute, String sql, Schedule schedule, Optional<Instant> next) {
        return execute.update(sql, Utc.of(next), schedule.name(), schedule.version()) == 1;
    }

    /**
     * Changes when a schedule fires.
     *
     * @param changed as it is to be; its version as it was read
     * @param actor who changes it
     * @return false when it has changed meanwhile
     */
    public boolean change(Schedule changed, Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            Optional<Schedule> before = execute.get(ONE, changed.name()).map(Schedules::schedule);
            boolean done = execute.update(
                            CHANGE,
                            changed.cron(),
                            changed.zone().getId(),
                            changed.enabled(),
                            changed.missed().name(),
                            Utc.of(changed.nextFireAt()),
                            changed.name(),
                            changed.version())
                    == 1;
            if (done && before.isPresent()) {
                AuditLog.append(
                        execute,
                        new AuditEvent(actor, AuditAction.SCHEDULE, changed.name(), told(before.get()), told(changed)));
            }
            return done;
        });
    }

    private static Map<String, ?> told(Schedule schedule) {
        return Map.of(
                "enabled",
                schedule.enabled(),
                "cron",
                schedule.cron(),
                "zone",
                schedule.zone().getId(),
                "missed",
                schedule.missed().name());
    }

    private static Schedule schedule(DbRow row) {
        return new Schedule(
                row.column("name").get(String.class),
                row.column("job_name").get(String.class),
                ParametersJson.read(row.column("parameters").get(String.class)),
                row.column("cron").get(String.class),
                ZoneId.of(row.column("zone").get(String.class)),
                row.column("enabled").get(Boolean.class),
                row.column("missed").get(Schedule.Missed.class),
                row.column("next_fire_at").as(Instant.class).asOptional(),
                row.column("last_fire_at").as(Instant.class).asOptional(),
                row.column("version").get(Long.class));
    }
}
