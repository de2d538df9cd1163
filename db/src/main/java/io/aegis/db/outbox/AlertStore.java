/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.outbox;

import io.aegis.db.Transactions;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;

/**
 * Puts alerts into the outbox that no other row gives cause for. Thread-safe.
 *
 * @param database written to
 * @param alerts the channels that they go to
 */
public record AlertStore(Transactions database, Alerts alerts) {

    /**
     * Writes alerts in one transaction; repeating is safe.
     *
     * @param event such as {@code monitoring.alert}
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void add(String event, List<Alerts.Cause> causes, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> {
            alerts.raise(execute, event, causes);
            return causes.size();
        });
    }
}
