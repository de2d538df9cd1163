/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.overview;

import io.aegis.db.InList;
import io.aegis.db.Utc;
import io.aegis.topics.DepartmentRouting;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How much feedback of each kind came in each of some equal spans, read from an index alone. Groups are the largest {@value
 * #MOST_GROUPS} of those that have {@value #SMALLEST_GROUP} texts or more and grew within the time.
 */
public final class SpanCounts {

    /** Texts that a group has at least, to be counted over time. */
    public static final int SMALLEST_GROUP = 10;

    /** Groups that are counted at most, the largest. */
    public static final int MOST_GROUPS = InList.SIZE;

    private static final String LARGEST_GROUPS = """
            SELECT id FROM feedback_group WHERE size >= ? AND last_seen_at >= ? ORDER BY size DESC, id LIMIT ?""";

    private static final String OF_GROUPS = """
            SELECT (TO_SECONDS(%s) - ?) DIV ? AS bucket, group_id AS value, COUNT(*) AS row_count
            FROM feedback FORCE INDEX (feedback_group)
            WHERE group_id IN (""" + InList.MARKS + ") AND %s GROUP BY bucket, value";

    /**
     * What came of one kind in one span.
     *
     * @param value of the dimension; own topics by number, groups by id
     * @param bucket the span's place, from 0
     * @param rows how many
     * @param negative how many of them are negative; 0 where that is not asked
     * @param urgent how many of them are urgent; 0 where that is not asked
     */
    public record Count(String value, int bucket, long rows, long negative, long urgent) {}

    private final TrendDimension by;
    private final DepartmentRouting routing;
    private final Duration span;
    private final Lateness lateness;

    /**
     * Counts by a dimension.
     *
     * @param routing says to which department rows go
     * @param span whole seconds
     * @param lateness says when rows count that came after they happened
     */
    public SpanCounts(TrendDimension by, DepartmentRouting routing, Duration span, Lateness lateness) {
        this.by = by;
        this.routing = routing;
        this.span = span;
        this.lateness = lateness;
    }

    /**
     * The counts, those of a kind and span in any number of parts; where nothing came there is none.
     *
     * @param from begins a span
     * @param until belongs to none
     */
    public List<Count> read(DbExecute execute, Instant from, Instant until) {
        if (by == TrendDimension.GROUP) {
            List<UUID> groups = execute.query(LARGEST_GROUPS, SMALLEST_GROUP, Utc.of(from), MOST_GROUPS)
                    .map(row -> row.column("id").get(UUID.class))
                    .toList();
            return groups.isEmpty() ? List.of() : ofGroups(execute, groups, from, until);
        }
        return ofValues(execute, by.sql(lateness), from, until, false);
    }

    /** The same, with how many are negative and urgent where the dimension {@link TrendDimension#hasAspects has} them. */
    public List<Count> readWithAspects(DbExecute execute, Instant from, Instant until) {
        return by.hasAspects()
                ? ofValues(execute, by.sqlWithAspects(lateness), from, until, true)
                : read(execute, from, until);
    }

    private List<Count> ofValues(DbExecute execute, String sql, Instant from, Instant until, boolean aspects) {
        return counts(
                execute.query(
                        sql,
                        Utc.seconds(from),
                        span.toSeconds(),
                        Utc.of(from),
                        Utc.of(from),
                        Utc.of(until),
                        Utc.of(until)),
                stored -> by.values(stored, routing),
                aspects);
    }

    /**
     * The counts of some groups, whatever their size.
     *
     * @param groups 1 to {@value #MOST_GROUPS}
     */
    public List<Count> ofGroups(DbExecute execute, List<UUID> groups, Instant from, Instant until) {
        List<Object> parameters = new ArrayList<>(List.of(Utc.seconds(from), span.toSeconds()));
        parameters.addAll(InList.filled(groups));
        parameters.addAll(List.of(Utc.of(from), Utc.of(from), Utc.of(until), Utc.of(until)));
        String sql = OF_GROUPS.formatted(
                lateness.moment("occurred_at", "created_at"), lateness.within("occurred_at", "created_at"));
        return counts(execute.createQuery(sql).params(parameters).execute(), List::of, false);
    }

    private static List<Count> counts(Stream<DbRow> rows, Function<String, List<String>> values, boolean aspects) {
        List<Count> counts = new ArrayList<>();
        rows.forEach(row -> {
            int bucket = row.column("bucket").get(Integer.class);
            long count = number(row, "row_count");
            long negative = aspects ? number(row, "negative") : 0;
            long urgent = aspects ? number(row, "urgent") : 0;
            values.apply(row.column("value").get().toString())
                    .forEach(value -> counts.add(new Count(value, bucket, count, negative, urgent)));
        });
        return counts;
    }

    private static long number(DbRow row, String column) {
        return row.column(column).get(Long.class);
    }
}
