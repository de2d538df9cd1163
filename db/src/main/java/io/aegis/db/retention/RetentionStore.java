package io.aegis.db.retention;

import io.aegis.db.Database;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;

/** Removes old rows, few at a time, so that nobody waits for their locks. Thread-safe. */
public final class RetentionStore {

    private final Database database;

    /** Removes from a database. */
    public RetentionStore(Database database) {
        this.database = database;
    }

    /**
     * What one transaction removed.
     *
     * @param rows how many
     * @param more whether there may be others
     */
    public record Removal(int rows, boolean more) {}

    /**
     * Removes some rows that a policy calls old, in one transaction.
     *
     * @param before rows from before this moment are old
     */
    public Removal remove(RetentionPolicy policy, Instant before, Deadline deadline) throws DatabaseUnavailableException {
        int rows = database.transaction(
                deadline,
                session -> session.update(
                        policy.sql(),
                        parameters -> parameters.add(before).add(before).add(policy.atOnce())));
        return new Removal(rows, rows == policy.atOnce());
    }
}
