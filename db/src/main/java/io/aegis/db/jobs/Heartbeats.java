/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.jobs;

import io.aegis.db.Database;
import io.aegis.db.UniqueKey;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Signs of life of the processes that run jobs, in the database's time. A process whose row is gone counts as dead: by
 * its own orderly end, or because it was silent for too long. It stays dead: it has to begin again under a new name.
 * Thread-safe.
 */
public final class Heartbeats {

    private static final String BEGIN = """
            INSERT INTO heartbeat (owner, host, machine, pid, started_at, beat_at)
            VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""";
    private static final String BEAT = "UPDATE heartbeat SET beat_at = UTC_TIMESTAMP(6) WHERE owner = ?";
    private static final String END = "DELETE FROM heartbeat WHERE owner = ?";
    private static final String EXPIRE =
            "DELETE FROM heartbeat WHERE beat_at < UTC_TIMESTAMP(6) - INTERVAL ? MICROSECOND";
    private static final String ON_MACHINE =
            "SELECT owner, host, machine, pid, started_at, beat_at FROM heartbeat WHERE machine = ?";
    private static final String ALL =
            "SELECT owner, host, machine, pid, started_at, beat_at FROM heartbeat ORDER BY started_at, owner";

    private final Database database;

    /** Signs of life in a database. */
    public Heartbeats(Database database) {
        this.database = database;
    }

    /** The first beat of a process. */
    public void begin(UUID owner, String host, String machine, long pid, Deadline deadline)
            throws DatabaseUnavailableException {
        // A duplicate can only be this very beat, after a lost answer to its commit.
        database.transaction(
                deadline, execute -> UniqueKey.inserted(() -> execute.insert(BEGIN, owner, host, machine, pid)));
    }

    /**
     * A further beat.
     *
     * @return false when the process counts as dead
     */
    public boolean beat(UUID owner, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> execute.update(BEAT, owner)) == 1;
    }

    /** The orderly end of a process, or the discovery that it is gone. */
    public void end(UUID owner, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> execute.update(END, owner));
    }

    /**
     * Declares dead who has been silent for longer.
     *
     * @return how many
     */
    public int expire(Duration silence, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> (int) execute.update(EXPIRE, silence.toNanos() / 1_000));
    }

    /** The processes that count as alive on a machine. */
    public List<JobProcess> onMachine(String machine, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute ->
                        execute.query(ON_MACHINE, machine).map(JobProcess::of).toList());
    }

    /** All processes that count as alive, oldest first. */
    public List<JobProcess> all(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, execute -> execute.query(ALL).map(JobProcess::of).toList());
    }
}
