/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.aegis.db.Database;
import io.aegis.db.UniqueKey;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Duration;
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

    private static final String ATTENDED = """
            SELECT 1 FROM launch_lock l JOIN heartbeat h ON h.owner = l.owner
            WHERE l.job_name = ? AND l.job_key = ? AND h.beat_at >= UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND""";

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
        return database.transaction(deadline, execute -> {
            while (true) {
                Optional<LaunchLock> there = find(execute, jobName, jobKey);
                if (there.isPresent()) {
                    return new LockAttempt.Taken(there.get().executionId());
                }
                Optional<Integer> slot = freeSlot(execute, jobName, atMost);
                if (slot.isEmpty()) {
                    return new LockAttempt.Full();
                }
                boolean acquired =
                        UniqueKey.inserted(() -> execute.insert(ACQUIRE, jobName, jobKey, slot.get(), owner));
                if (acquired) {
                    return new LockAttempt.Acquired(new LaunchLock(jobName, jobKey, owner, Optional.empty(), false, 0));
                }
                // Somebody was quicker to take the instance or the slot: what they committed shows now.
            }
        });
    }

    private static Optional<LaunchLock> find(DbExecute execute, String jobName, String jobKey) {
        return execute.get(ONE, jobName, jobKey).map(LaunchLock::of);
    }

    private static Optional<Integer> freeSlot(DbExecute execute, String jobName, int atMost) {
        Set<Long> taken = new HashSet<>(execute.query(SLOTS, jobName)
                .map(row -> row.column(1).get(Long.class))
                .toList());
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
                        execute -> execute.update(STARTED, executionId, lock.jobName(), lock.jobKey(), lock.owner()))
                == 1;
    }

    /** Gives a right back, if it is still the owner's. */
    public void release(LaunchLock lock, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> execute.update(RELEASE, lock.jobName(), lock.jobKey(), lock.owner()));
    }

    /**
     * Takes a right over from a process that is dead.
     *
     * @return the right, unless another was quicker
     */
    public Optional<LaunchLock> takeOver(LaunchLock lock, UUID owner, Deadline deadline)
            throws DatabaseUnavailableException {
        long changed = database.transaction(
                deadline, execute -> execute.update(TAKE_OVER, owner, lock.jobName(), lock.jobKey(), lock.owner()));
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
                deadline,
                execute -> execute.query(OF_OWNER, owner).map(LaunchLock::of).toList());
    }

    /** The right to run an instance, whoever has it. */
    public Optional<LaunchLock> find(String jobName, String jobKey, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(deadline, execute -> find(execute, jobName, jobKey));
    }

    /**
     * Whether the process that has the right to run an instance has given a sign of life lately.
     *
     * @param lately how long ago at most
     */
    public boolean isAttended(String jobName, String jobKey, Duration lately, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(ATTENDED, jobName, jobKey, lately.toNanos() / 1_000)
                        .isPresent());
    }

    /** The rights of dead processes, oldest first. */
    public List<LaunchLock> orphans(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.query(ORPHANS).map(LaunchLock::of).toList());
    }

    /**
     * Notes that an instance is to stop; the process that runs it looks for this.
     *
     * @return false when it does not run
     */
    public boolean askStop(String jobName, String jobKey, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> execute.update(ASK_STOP, jobName, jobKey)) == 1;
    }
}
