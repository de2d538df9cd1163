/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.helidon.dbclient.DbExecute;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What became of some rows.
 *
 * @param joined rows that are in a group now, those of which their first partner made an anchor aside
 * @param founded groups that are new
 */
public record GroupingResult(int joined, int founded) {

    private static final String SIZES = """
            SELECT id, size FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS groups_wanted
            STRAIGHT_JOIN feedback_group ON id = wanted""";

    /**
     * Counts groups that grew by so many rows.
     *
     * @param doubled takes those that have doubled
     */
    static GroupingResult of(DbExecute execute, Map<UUID, Integer> grown, Consumer<UUID> doubled) {
        if (grown.isEmpty()) {
            return new GroupingResult(0, 0);
        }
        int founded = 0;
        Map<UUID, Long> sizes = HashMap.newHashMap(grown.size());
        execute.query(SIZES, MemberRow.json(grown.keySet()))
                .forEach(row -> sizes.put(
                        row.column("id").get(UUID.class), row.column("size").get(Long.class)));
        for (Map.Entry<UUID, Long> each : sizes.entrySet()) {
            int more = grown.getOrDefault(each.getKey(), 0);
            founded += each.getValue() == more ? 1 : 0;
            if (GroupTitles.isDue(each.getValue(), more)) {
                doubled.accept(each.getKey());
            }
        }
        int rows = grown.values().stream().mapToInt(Integer::intValue).sum();
        return new GroupingResult(rows - founded, founded);
    }
}
