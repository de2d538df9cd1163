package io.aegis.db.jobs;

import io.aegis.db.Database;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
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
                session -> session.insert(
                        SEED,
                        parameters -> parameters
                                .add(schedule.name())
                                .add(schedule.jobName())
                                .add(ParametersJson.write(schedule.parameters()))
                                .add(schedule.cron())
                                .add(schedule.zone().getId())
                                .add(schedule.enabled())
                                .add(schedule.missed())
                                .addMoment(schedule.nextFireAt())));
    }

    /** All schedules, by name. */
    public List<Schedule> all(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> session.all(ALL, Session.Binding.NONE, Schedules::schedule));
    }

    /** The schedule of this name. */
    public Optional<Schedule> find(String name, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, session -> session.first(ONE, parameters -> parameters.add(name), Schedules::schedule));
    }

    /** The database's time, in which schedules are meant. */
    public Instant now(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> session.first(NOW, Session.Binding.NONE, Row::moment))
                .orElseThrow();
    }

    /** The schedules whose time has come. */
    public List<Schedule> due(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> session.all(DUE, Session.Binding.NONE, Schedules::schedule));
    }

    /**
     * Asks for the launch of a schedule whose time has come, unless its last one still waits, and moves it on.
     *
     * @param next when it fires again, if ever
     * @return false when another process was quicker, or the schedule was changed
     */
    public boolean fire(Schedule schedule, Optional<Instant> next, JobRequest request, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> {
            if (moved(session, FIRE, schedule, next) && !JobRequests.waiting(session, request.requestedBy())) {
                return JobRequests.add(session, request);
            }
            return false;
        });
    }

    /** Moves a schedule on without a launch. */
    public boolean skip(Schedule schedule, Optional<Instant> next, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> moved(session, SKIP, schedule, next));
    }

    private static boolean moved(Session session, String sql, Schedule schedule, Optional<Instant> next)
            throws SQLException {
        return session.update(
                        sql,
                        parameters ->
                                parameters.addMoment(next).add(schedule.name()).add(schedule.version()))
                == 1;
    }

    /**
     * Changes when a schedule fires.
     *
     * @param changed as it is to be; its version as it was read
     * @return false when it has changed meanwhile
     */
    public boolean change(Schedule changed, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(
                        deadline,
                        session -> session.update(
                                CHANGE,
                                parameters -> parameters
                                        .add(changed.cron())
                                        .add(changed.zone().getId())
                                        .add(changed.enabled())
                                        .add(changed.missed())
                                        .addMoment(changed.nextFireAt())
                                        .add(changed.name())
                                        .add(changed.version())))
                == 1;
    }

    private static Schedule schedule(Row row) throws SQLException {
        return new Schedule(
                row.text(),
                row.text(),
                ParametersJson.read(row.text()),
                row.text(),
                ZoneId.of(row.text()),
                row.truth(),
                row.word(Schedule.Missed.class),
                row.optionalMoment(),
                row.optionalMoment(),
                row.number());
    }
}
