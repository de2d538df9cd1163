/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import io.aegis.storage.DatabaseUnavailableException;

/**
 * Opens the database for one command: help and mistakes need none.
 *
 * @param <S> the store that the command works on
 */
@FunctionalInterface
interface StoreAccess<S> {

    /** What is done with the store. */
    @FunctionalInterface
    interface Work<S> {

        void with(S store) throws DatabaseUnavailableException;
    }

    /**
     * Does it, and closes the database.
     *
     * @throws IllegalArgumentException when a setting is wrong
     */
    void open(Work<S> work) throws DatabaseUnavailableException;
}
