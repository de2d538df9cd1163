/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.retention;

import io.aegis.db.retention.RetentionStore;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;

/** Removes some old rows. */
@FunctionalInterface
public interface Removal {

    /** Removes some, in one transaction. */
    RetentionStore.Removal some(Deadline deadline) throws DatabaseUnavailableException;

    /** Removes up to so many rows, and tells how many it were. */
    @FunctionalInterface
    interface Purge {

        long purge(int most, Deadline deadline) throws DatabaseUnavailableException;
    }

    /** As many as that at once. */
    static Removal upTo(int most, Purge purge) {
        return deadline -> {
            long rows = purge.purge(most, deadline);
            return new RetentionStore.Removal(rows, rows == most);
        };
    }
}
