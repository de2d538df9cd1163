/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.sampledata;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The state of the sample data, of which there is one set or none. Thread-safe. */
public final class SampleSets {

    private static final String SUBJECT = "sample-data";

    private static final String BEGIN = "INSERT INTO sample_set (id, state, loaded_at) VALUES (1, 'LOADING', ?)"
            + " ON DUPLICATE KEY UPDATE id = id";

    private static final String FIND = "SELECT state, loaded_at FROM sample_set WHERE id = 1";

    private static final String COMPLETE = "UPDATE sample_set SET state = 'LOADED' WHERE id = 1 AND state = 'LOADING'";

    private static final String REMOVE = "UPDATE sample_set SET state = 'REMOVING' WHERE id = 1";

    private static final String GONE = "DELETE FROM sample_set WHERE id = 1 AND state = 'REMOVING'";

    private static final String ROWS = "SELECT COUNT(*) AS held FROM sample_feedback";

    private final Database database;

    /** Keeps the state in a database. */
    public SampleSets(Database database) {
        this.database = database;
    }

    /** The set, if there is one. */
    public Optional<SampleSet> find(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, SampleSets::find);
    }

    private static Optional<SampleSet> find(DbExecute execute) {
        return execute.get(FIND)
                .map(row -> new SampleSet(
                        SampleSet.State.valueOf(row.column("state").get(String.class)),
                        row.column("loaded_at").get(Instant.class)));
    }

    /** How many rows of feedback are samples. */
    public long rows(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(ROWS).orElseThrow().column("held").get(Long.class));
    }

    /** The set that is there, whatever its state, or else a new one that is being loaded. */
    public SampleSet begin(Instant now, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            execute.insert(BEGIN, Utc.of(now));
            return find(execute).orElseThrow();
        });
    }

    /**
     * All is there.
     *
     * @param counts of what, for the audit log
     * @return false when it is being removed, or was
     */
    public boolean complete(Actor actor, Map<String, ?> counts, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            boolean completed = execute.update(COMPLETE) == 1;
            if (completed) {
                AuditLog.append(execute, new AuditEvent(actor, AuditAction.SAMPLE_DATA, SUBJECT, Map.of(), counts));
            }
            return completed;
        });
    }

    /** From now on the set is being removed; false when there is none. */
    public boolean removing(Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            execute.update(REMOVE);
            return find(execute).isPresent();
        });
    }

    /** All is gone, so that a new set may be loaded. Who comes second to say so says nothing. */
    public void gone(Actor actor, Map<String, ?> counts, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> {
            boolean first = execute.delete(GONE) == 1;
            if (first) {
                AuditLog.append(execute, new AuditEvent(actor, AuditAction.SAMPLE_DATA, SUBJECT, counts, Map.of()));
            }
            return first;
        });
    }

    /** Holds the set until the end of a transaction; false when it is not being loaded. */
    public static boolean holdLoading(DbExecute execute) {
        return execute.get(FIND + " FOR UPDATE")
                .filter(row -> "LOADING".equals(row.column("state").get(String.class)))
                .isPresent();
    }
}
