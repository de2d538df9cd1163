/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.commonwords.LearnedRuns;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes a group right after rows have left or entered it otherwise than by the job. */
final class GroupRecount {

    private static final String COUNT = """
            UPDATE feedback_group JOIN (
              SELECT COUNT(*) AS members, COALESCE(SUM(status = 'OPEN'), 0) AS still_open, MIN(created_at) AS first,
                MAX(created_at) AS last, MAX(resolved_at) AS resolved,
                COALESCE(SUM(submissions), 0) - COUNT(*) AS again
              FROM feedback WHERE group_id = ?) AS counted
            SET size = members, open_rows = still_open, repeats = again, first_seen_at = COALESCE(first, first_seen_at),
              last_seen_at = COALESCE(last, last_seen_at), feedback_group.resolved_at = resolved,
              regressed_at = IF(still_open = 0, NULL, regressed_at), updated_at = UTC_TIMESTAMP(6)
            WHERE id = ?""";

    private static final String GROUP = """
            SELECT size, repeats, anchor_id, anchor.group_id = feedback_group.id AS anchored, title.group_id = feedback_group.id AS titled
            FROM feedback_group LEFT JOIN feedback AS anchor ON anchor.id = anchor_id
              LEFT JOIN feedback AS title ON title.id = title_id
            WHERE feedback_group.id = ?""";

    private static final String OLDEST = "SELECT id FROM feedback WHERE group_id = ? ORDER BY created_at, id LIMIT 1";

    private static final String ANCHOR = "UPDATE feedback_group SET anchor_id = ? WHERE id = ?";

    private static final String TEXT = "SELECT clean_content FROM feedback WHERE id = ?";

    private static final String LEAVE = "UPDATE feedback SET group_id = NULL WHERE id = ?";

    private static final String FORGET = "UPDATE feedback_fingerprint SET group_id = NULL WHERE feedback_id = ?";

    private static final String DISSOLVE = "DELETE FROM feedback_group WHERE id = ?";

    private GroupRecount() {}

    /**
     * Counts a group again, and finds it another anchor and name where those are not in it any more. A group of one row is none
     * unless many have sent its text: that row stands alone again.
     *
     * @return whether it is still a group
     */
    static boolean of(DbExecute execute, UUID group) {
        execute.update(COUNT, group, group);
        Optional<DbRow> found = execute.get(GROUP, group);
        if (found.isEmpty()) {
            return false;
        }
        DbRow row = found.get();
        long again = row.column("repeats").get(Long.class);
        if (row.column("size").get(Long.class) < 2 && again + 1 < RepeatedTexts.MANY) {
            oldest(execute, group).ifPresent(last -> leave(execute, last));
            execute.delete(DISSOLVE, group);
            return false;
        }
        if (!is(row, "anchored")) {
            UUID anchor = oldest(execute, group).orElseThrow();
            execute.update(ANCHOR, anchor, group);
            index(execute, anchor);
        }
        if (!is(row, "titled")) {
            GroupTitles.choose(execute, group);
        }
        return true;
    }

    /** A row leaves its group, which is to be counted again, and can be joined by others. */
    static void leave(DbExecute execute, UUID row) {
        execute.update(LEAVE, row);
        execute.update(FORGET, row);
        index(execute, row);
    }

    /** Lets others join a text. */
    static void index(DbExecute execute, UUID row) {
        execute.get(TEXT, row).ifPresent(found -> {
            List<Long> keys = LearnedRuns.fingerprint(
                            execute, row, found.column("clean_content").get(String.class))
                    .bands()
                    .keys();
            BandIndex index = BandIndex.of(execute, keys);
            index.add(row, keys);
            index.store(execute);
        });
    }

    private static Optional<UUID> oldest(DbExecute execute, UUID group) {
        return execute.get(OLDEST, group).map(row -> row.column("id").get(UUID.class));
    }

    private static boolean is(DbRow row, String column) {
        return row.column(column).as(Boolean.class).asOptional().orElse(false);
    }
}
