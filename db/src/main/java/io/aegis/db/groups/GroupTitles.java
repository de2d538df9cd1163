/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.grouping.Shingles;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.UUID;

/** Which text names a group: the medoid of its first {@value #LOOKED_AT} rows, that is the one that resembles all others most. */
final class GroupTitles {

    private static final int LOOKED_AT = 16;

    private static final String TEXTS =
            "SELECT id, clean_content FROM feedback WHERE group_id = ? ORDER BY created_at, id LIMIT " + LOOKED_AT;

    private static final String SET = "UPDATE feedback_group SET title_id = ? WHERE id = ?";

    private GroupTitles() {}

    /** A name is looked for anew whenever a group has doubled. */
    static boolean isDue(long size, long grown) {
        return size > 2 && Long.highestOneBit(size) > Long.highestOneBit(size - grown);
    }

    private record Text(UUID id, Shingles shingles) {

        static Text read(DbRow row) {
            return new Text(
                    row.column("id").get(UUID.class),
                    Shingles.of(row.column("clean_content").get(String.class)));
        }

        double central(List<Text> all) {
            return all.stream()
                    .mapToDouble(each -> shingles.jaccard(each.shingles()))
                    .sum();
        }
    }

    /** Names a group. */
    static void choose(DbExecute execute, UUID group) {
        List<Text> texts = execute.query(TEXTS, group).map(Text::read).toList();
        // Of equal ones the first.
        Text best = texts.getFirst();
        double most = best.central(texts);
        for (Text each : texts) {
            double central = each.central(texts);
            if (central > most) {
                best = each;
                most = central;
            }
        }
        execute.update(SET, best.id(), group);
    }
}
