/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.storage.DatabaseUnavailableException;

/** Meters that are measured every few seconds, because what they show is not told of by itself. */
@FunctionalInterface
public interface MeterRefresh {

    /**
     * Measures now.
     *
     * @throws DatabaseUnavailableException when the database does not answer
     */
    void refresh() throws DatabaseUnavailableException;
}
