/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.helidon.dbclient.DbExecute;

/** Held by whoever changes which rows are in which group, until the end of the transaction; taken before anything else. */
final class GroupLock {

    private static final String LOCK = "SELECT id FROM feedback_group_lock WHERE id = 1 FOR UPDATE";

    private GroupLock() {}

    static void take(DbExecute execute) {
        execute.get(LOCK);
    }
}
