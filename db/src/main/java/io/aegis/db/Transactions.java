/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;

/**
 * Runs work as a transaction: one of its own, as {@link Database} does, or as part of the one that the caller's framework has
 * begun, which then commits or rolls back the whole. Thread-safe.
 */
public interface Transactions {

    /**
     * Runs statements as one transaction.
     *
     * @throws DatabaseUnavailableException when it was not confirmed in time, or the database refused
     */
    <T> T transaction(Deadline deadline, Work<T> work) throws DatabaseUnavailableException;
}
