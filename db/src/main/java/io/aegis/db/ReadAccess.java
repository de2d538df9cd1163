/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;

/** The part of a database that cannot change anything. Thread-safe. */
public interface ReadAccess extends AutoCloseable {

    /**
     * Runs queries, each of which sees what was committed when it began.
     *
     * @throws DatabaseUnavailableException when there was no answer in time, or the database refused
     */
    <T> T read(Deadline deadline, Work<T> work) throws DatabaseUnavailableException;

    /** How busy the connections for queries are. */
    PoolLoad reads();

    @Override
    void close();
}
