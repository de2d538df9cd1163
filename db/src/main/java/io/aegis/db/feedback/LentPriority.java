/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import io.helidon.dbclient.DbExecute;
import java.util.UUID;

/** The priority that a routing rule gave a row, which goes when no rule gives it one any more. */
final class LentPriority {

    /** Locked, so that whoever looks through open rows once the last rule is gone finds this one among them. */
    private static final String ANY_RULE = "SELECT 1 FROM routing_rule LIMIT 1 LOCK IN SHARE MODE";

    private static final String GIVE_BACK = """
            UPDATE feedback SET priority = verdict_priority, verdict_priority = NULL
            WHERE id = ? AND verdict_priority IS NOT NULL""";

    private LentPriority() {}

    /**
     * Takes it from a row that is opened again, where there are no rules any more: resolved rows were left alone when these went, and
     * nobody follows changes since. Where there are rules, they are asked about each row that changes.
     */
    static void giveBack(DbExecute execute, UUID row) {
        if (execute.get(ANY_RULE).isEmpty()) {
            execute.update(GIVE_BACK, row);
        }
    }
}
