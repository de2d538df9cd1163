/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.retention;

import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;

/** Removes old rows, few at a time, so that nobody waits for their locks. Thread-safe. */
public final class RetentionStore {

    private final Transactions transactions;

    /** Removes from a database. */
    public RetentionStore(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * What one transaction removed.
     *
     * @param rows how many
     * @param more whether there may be others
     */
    public record Removal(long rows, boolean more) {}

    /**
     * Removes some rows that a policy calls old, in one transaction.
     *
     * @param before rows from before this moment are old
     */
    public Removal remove(RetentionPolicy policy, Instant before, Deadline deadline)
            throws DatabaseUnavailableException {
        long rows = transactions.transaction(
                deadline, execute -> execute.update(policy.sql(), Utc.of(before), Utc.of(before), policy.atOnce()));
        return new Removal(rows, rows == policy.atOnce());
    }
}
