/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;
import java.util.UUID;

/**
 * Which processes judge series now, and what they have not stored yet, in the database's time. One that was silent for
 * {@value #SILENCE_SECONDS} seconds counts as gone. Thread-safe.
 */
public final class ReplicaRegister {

    /** After so long without a beat a process counts as gone. */
    public static final int SILENCE_SECONDS = 10;

    private static final int FORGOTTEN_SECONDS = 6 * SILENCE_SECONDS;

    private static final String BEAT = """
            INSERT INTO scoring_replica (id, beat_at, waiting) VALUES (?, UTC_TIMESTAMP(6), ?)
            ON DUPLICATE KEY UPDATE beat_at = UTC_TIMESTAMP(6), waiting = VALUES(waiting)""";

    private static final String OTHERS = """
            SELECT id, waiting FROM scoring_replica
            WHERE id <> ? AND beat_at > UTC_TIMESTAMP(6) - INTERVAL ? SECOND ORDER BY id""";

    private static final String END = "DELETE FROM scoring_replica WHERE id = ?";

    private static final String FORGET =
            "DELETE FROM scoring_replica WHERE beat_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND";

    private final Database database;

    /** A register in a database. */
    public ReplicaRegister(Database database) {
        this.database = database;
    }

    /**
     * Another process.
     *
     * @param id its name, new at each start
     * @param waiting samples that it had judged and not stored at its last beat
     */
    public record Replica(UUID id, long waiting) {}

    /**
     * A sign of life.
     *
     * @param id of this process
     * @param waiting samples that it has judged and not stored yet
     * @return all others that are there
     */
    public List<Replica> beat(UUID id, int waiting, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            execute.insert(BEAT, id, waiting);
            return execute.query(OTHERS, id, SILENCE_SECONDS)
                    .map(row -> new Replica(
                            row.column("id").get(UUID.class),
                            row.column("waiting").get(Long.class)))
                    .toList();
        });
    }

    /** The orderly end of this process; and those are removed who ended without. */
    public void end(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> execute.delete(END, id));
        database.transaction(deadline, execute -> execute.delete(FORGET, FORGOTTEN_SECONDS));
    }
}
