package io.aegis.db.jobs;

import io.aegis.db.Database;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The rights to run instances of jobs. One is taken before the execution exists and given back after it has ended, so
 * nobody else runs the instance in between, on whatever machine; two unique keys see to it, not the order of statements.
 * Thread-safe.
 */
public final class LaunchLocks {

    private static final String ONE =
            "SELECT " + LaunchLock.COLUMNS + " FROM launch_lock WHERE job_name = ? AND job_key = ?";
    private static final String SLOTS = "SELECT slot FROM launch_lock WHERE job_name = ?";
    private static final String ACQUIRE = """
            INSERT INTO launch_lock (job_name, job_key, slot, owner, locked_at)
            VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))""";
    private static final String STARTED =
            "UPDATE launch_lock SET execution_id = ? WHERE job_name = ? AND job_key = ? AND owner = ?";
    private static final String RELEASE = "DELETE FROM launch_lock WHERE job_name = ? AND job_key = ? AND owner = ?";
    private static final String TAKE_OVER = """
            UPDATE launch_lock SET owner = ?, recoveries = recoveries + 1
            WHERE job_name = ? AND job_key = ? AND owner = ?""";
    private static final String OF_OWNER = "SELECT " + LaunchLock.COLUMNS + " FROM launch_lock WHERE owner = ?";
    private static final String ASK_STOP =
            "UPDATE launch_lock SET stop_asked = TRUE WHERE job_name = ? AND job_key = ?";
    private static final String ORPHANS = "SELECT " + LaunchLock.COLUMNS + """
             FROM launch_lock l
            WHERE NOT EXISTS (SELECT 1 FROM heartbeat h WHERE h.owner = l.owner)
            ORDER BY locked_at LIMIT 100""";

    private final Database database;

    /** Rights in a database. */
    public LaunchLocks(Database database) {
        this.database = database;
    }

    /**
     * Asks for the right to run an instance.
     *
     * @param atMost instances of the job that run at once
     */
    public LockAttempt acquire(String jobName, String jobKey, UUID owner, int atMost, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> {
            while (true) {
                Optional<LaunchLock> there = find(session, jobName, jobKey);
                if (there.isPresent()) {
                    return new LockAttempt.Taken(there.get().executionId());
                }
                Optional<Integer> slot = freeSlot(session, jobName, atMost);
                if (slot.isEmpty()) {
                    return new LockAttempt.Full();
                }
                boolean acquired = session.insert(
                        ACQUIRE,
                        parameters -> parameters
                                .add(jobName)
                                .add(jobKey)
                                .add(slot.get())
                                .add(owner));
                if (acquired) {
                    return new LockAttempt.Acquired(new LaunchLock(jobName, jobKey, owner, Optional.empty(), false, 0));
                }
                // Somebody was quicker to take the instance or the slot: what they committed shows now.
            }
        });
    }

    private static Optional<LaunchLock> find(Session session, String jobName, String jobKey) throws SQLException {
        return session.first(ONE, parameters -> parameters.add(jobName).add(jobKey), LaunchLock::of);
    }

    private static Optional<Integer> freeSlot(Session session, String jobName, int atMost) throws SQLException {
        Set<Long> taken = new HashSet<>(session.all(SLOTS, parameters -> parameters.add(jobName), row -> row.number()));
        for (int slot = 0; slot < atMost; slot++) {
            if (!taken.contains((long) slot)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /**
     * Notes which execution runs by a right.
     *
     * @return false when the right has passed to another
     */
    public boolean started(LaunchLock lock, long executionId, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(
                        deadline,
                        session -> session.update(
                                STARTED,
                                parameters -> parameters
                                        .add(executionId)
                                        .add(lock.jobName())
                                        .add(lock.jobKey())
                                        .add(lock.owner())))
                == 1;
    }

    /** Gives a right back, if it is still the owner's. */
    public void release(LaunchLock lock, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(
                deadline,
                session -> session.update(
                        RELEASE,
                        parameters -> parameters
                                .add(lock.jobName())
                                .add(lock.jobKey())
                                .add(lock.owner())));
    }

    /**
     * Takes a right over from a process that is dead.
     *
     * @return the right, unless another was quicker
     */
    public Optional<LaunchLock> takeOver(LaunchLock lock, UUID owner, Deadline deadline)
            throws DatabaseUnavailableException {
        int changed = database.transaction(
                deadline,
                session -> session.update(
                        TAKE_OVER,
                        parameters -> parameters
                                .add(owner)
                                .add(lock.jobName())
                                .add(lock.jobKey())
                                .add(lock.owner())));
        return Optional.of(new LaunchLock(
                        lock.jobName(),
                        lock.jobKey(),
                        owner,
                        lock.executionId(),
                        lock.stopAsked(),
                        lock.recoveries() + 1))
                .filter(taken -> changed == 1);
    }

    /** The rights of a process. */
    public List<LaunchLock> of(UUID owner, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, session -> session.all(OF_OWNER, parameters -> parameters.add(owner), LaunchLock::of));
    }

    /** The right to run an instance, whoever has it. */
    public Optional<LaunchLock> find(String jobName, String jobKey, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(deadline, session -> find(session, jobName, jobKey));
    }

    /** The rights of dead processes, oldest first. */
    public List<LaunchLock> orphans(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> session.all(ORPHANS, Session.Binding.NONE, LaunchLock::of));
    }

    /**
     * Notes that an instance is to stop; the process that runs it looks for this.
     *
     * @return false when it does not run
     */
    public boolean askStop(String jobName, String jobKey, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(
                        deadline,
                        session -> session.update(
                                ASK_STOP, parameters -> parameters.add(jobName).add(jobKey)))
                == 1;
    }
}
