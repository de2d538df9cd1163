/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.db.Utc;
import io.aegis.monitoring.burst.BurstAspect;
import io.aegis.topics.DepartmentRouting;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * To which groups of texts that say the same the newest rows of each kind belong. Reads at most {@value #MOST_ROWS} rows.
 *
 * @param by what kinds there are
 * @param routing says to which department rows go
 */
public record NewestGroups(TrendDimension by, DepartmentRouting routing) {

    /** Rows that are looked at, the newest of a time. */
    public static final int MOST_ROWS = 5_000;

    /**
     * How many rows of each kind are in each group.
     *
     * @param aspect which rows count
     * @param until belongs to them no more
     * @return by value, then by group; those in none under an empty one
     */
    public Map<String, Map<Optional<UUID>, Long>> read(
            DbExecute execute, BurstAspect aspect, Instant from, Instant until) {
        Map<String, Map<Optional<UUID>, Long>> found = new HashMap<>();
        List<DbRow> rows = execute.query(
                        by.groupsSql(Lateness.HOUR, condition(aspect)),
                        Utc.of(from),
                        Utc.of(from),
                        Utc.of(until),
                        Utc.of(until),
                        MOST_ROWS)
                .toList();
        for (DbRow row : rows) {
            Optional<UUID> group = row.column("group_id").as(UUID.class).asOptional();
            long count = row.column("row_count").get(Long.class);
            by.values(row.column("value").get().toString(), routing)
                    .forEach(value ->
                            found.computeIfAbsent(value, _ -> new HashMap<>()).merge(group, count, Long::sum));
        }
        return found;
    }

    private static String condition(BurstAspect aspect) {
        return switch (aspect) {
            case TEXTS -> "TRUE";
            case NEGATIVE -> "sentiment = 'NEGATIVE'";
            case URGENT -> "is_urgent";
        };
    }
}
