/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.helidon.dbclient.DbExecute;

/**
 * Statements that belong together. It may be run again from its start, in a new transaction, after a transient error, so
 * it must have no other effects than those in the database.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface Work<T> {

    /**
     * Runs the statements.
     *
     * @throws io.helidon.dbclient.DbClientException whatever the database says; it need not be handled
     */
    T in(DbExecute execute);
}
