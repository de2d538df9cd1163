/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import io.helidon.dbclient.DbClientException;

/** Tells the one refusal of the database that callers expect: a unique key holds such a row already. */
public final class UniqueKey {

    private UniqueKey() {}

    /**
     * Inserts unless the row is there.
     *
     * @param insertion one statement; within a transaction only this statement is undone, the rest stands
     * @return false when a unique key holds such a row already
     */
    public static boolean inserted(Runnable insertion) {
        try {
            insertion.run();
            return true;
        } catch (DbClientException e) {
            if (Failure.of(e) == Failure.DUPLICATE) {
                return false;
            }
            throw e;
        }
    }
}
