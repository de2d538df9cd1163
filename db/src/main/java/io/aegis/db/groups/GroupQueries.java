/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.Cursor;
import io.aegis.db.feedback.Page;
import io.aegis.db.groups.FeedbackGroup.GroupSummary;
import io.aegis.deadline.Deadline;
import io.aegis.feedback.Department;
import io.aegis.grouping.GroupState;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.RowDestination;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads groups. Thread-safe. */
public final class GroupQueries {

    /** Most groups of a page. */
    public static final int MAX_LIMIT = InList.SIZE;

    /** Code points of a title that stands in a line among others, such as in a list of problems. */
    public static final int LINE = 80;

    private static final Duration WEEK = Duration.ofDays(7);

    private static final String COLUMNS = """
            SELECT g.id, LEFT(title.clean_content, 300) AS title, size, sent, open_rows, regressed_at IS NOT NULL AS regressed,
              first_seen_at, last_seen_at, %s AS place
            FROM feedback_group AS g LEFT JOIN feedback AS title ON title.id = title_id
            """;

    private static final String ONE = COLUMNS.formatted("0") + "WHERE g.id = ?";

    private static final String SOME = COLUMNS.formatted("0") + "WHERE g.id IN (" + InList.MARKS + ")";

    private static final String STATES = """
            CASE WHEN open_rows = 0 THEN 'RESOLVED' WHEN regressed_at IS NULL THEN 'OPEN' ELSE 'REGRESSED' END = ?""";

    private static final String MEMBERS = """
            SELECT group_id, department, own_topics, COUNT(*) AS members, SUM(created_at >= ?) AS last_week,
              SUM(created_at >= ? AND created_at < ?) AS week_before
            FROM feedback FORCE INDEX (feedback_group) WHERE group_id IN (""" + InList.MARKS + ") GROUP BY group_id, department, own_topics";

    private final ReadAccess database;
    private final Clock clock;

    /** Reads from a database; the clock says what the last seven days are. */
    public GroupQueries(ReadAccess database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One group. */
    public Optional<FeedbackGroup> get(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> completed(
                                execute,
                                execute.get(ONE, id).map(Found::read).stream().toList())
                        .stream()
                        .findFirst());
    }

    /**
     * Groups.
     *
     * @param state only those in this one
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param cursor {@link Page#nextCursor()} of the page before; empty for the first page
     * @throws BadCursorException when the cursor is none of ours
     */
    public Page<FeedbackGroup> list(
            GroupOrder order, Optional<GroupState> state, int limit, Optional<String> cursor, Deadline deadline)
            throws DatabaseUnavailableException {
        Optional<Cursor> place = cursor.map(Cursor::parse);
        StringBuilder sql = new StringBuilder(COLUMNS.formatted(order.rank()));
        sql.append("WHERE ").append(order.condition());
        List<Object> parameters = new ArrayList<>();
        if (order == GroupOrder.GROWING) {
            parameters.add(Utc.of(clock.instant().minus(WEEK)));
            parameters.add(Utc.of(clock.instant().minus(WEEK)));
        }
        state.ifPresent(wanted -> {
            sql.append(" AND ").append(STATES);
            parameters.add(wanted.name());
        });
        place.ifPresent(after -> {
            sql.append(" HAVING place < ? OR (place = ? AND id < ?)");
            long rank = ChronoUnit.MICROS.between(Instant.EPOCH, after.time());
            parameters.addAll(List.of(rank, rank, after.id()));
        });
        sql.append(" ORDER BY place DESC, id DESC LIMIT ?");
        parameters.add(limit + 1);
        return database.read(deadline, execute -> {
            List<Found> found = execute.createQuery(sql.toString())
                    .params(parameters)
                    .execute()
                    .map(Found::read)
                    .toList();
            Page<Found> page = Page.of(
                    found, limit, each -> new Cursor(Instant.EPOCH.plus(each.place(), ChronoUnit.MICROS), each.id()));
            return new Page<>(completed(execute, page.items()), page.nextCursor());
        });
    }

    /** Groups by their ids, at most {@value #MAX_LIMIT}, in no order; those that are not there are missing. */
    public List<FeedbackGroup> all(List<UUID> ids, Deadline deadline) throws DatabaseUnavailableException {
        if (ids.isEmpty()) {
            return List.of();
        }
        return database.read(deadline, execute -> {
            List<Found> found = execute.createNamedQuery("groups-by-ids", SOME)
                    .params(InList.filled(ids))
                    .execute()
                    .map(Found::read)
                    .toList();
            return completed(execute, found);
        });
    }

    /**
     * What groups are called: the beginnings of their titles.
     *
     * @param ids at most {@value #MAX_LIMIT}; those that are not there are missing
     * @param longest code points of each
     */
    public Map<UUID, String> titles(List<UUID> ids, int longest, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<UUID, String> titles = new HashMap<>();
        if (!ids.isEmpty()) {
            database.read(
                            deadline,
                            execute -> execute.createNamedQuery("groups-by-ids", SOME)
                                    .params(InList.filled(ids))
                                    .execute()
                                    .map(Found::read)
                                    .toList())
                    .forEach(each -> titles.put(each.id(), cut(each.title(), longest)));
        }
        return titles;
    }

    private static String cut(String title, int longest) {
        return title.codePointCount(0, title.length()) <= longest
                ? title
                : title.substring(0, title.offsetByCodePoints(0, longest - 1)) + "…";
    }

    private record Found(
            UUID id, String title, GroupSummary summary, long submissions, Instant first, Instant last, long place) {

        static Found read(DbRow row) {
            return new Found(
                    row.column("id").get(UUID.class),
                    row.column("title").as(String.class).asOptional().orElse(""),
                    GroupQueries.summary(row),
                    row.column("sent").get(Long.class),
                    row.column("first_seen_at").get(Instant.class),
                    row.column("last_seen_at").get(Instant.class),
                    row.column("place").get(Long.class));
        }
    }

    private static GroupSummary summary(DbRow row) {
        long open = row.column("open_rows").get(Long.class);
        GroupState whileOpen = row.column("regressed").get(Boolean.class) ? GroupState.REGRESSED : GroupState.OPEN;
        return new GroupSummary(row.column("size").get(Long.class), open, open == 0 ? GroupState.RESOLVED : whileOpen);
    }

    private static final class Members {
        private final Map<RowDestination, Long> destinations = new HashMap<>();
        private long lastWeek;
        private long weekBefore;

        void add(DbRow row) {
            destinations.put(
                    new RowDestination(
                            row.column("department").get(Department.class),
                            row.column("own_topics").get(Long.class)),
                    row.column("members").get(Long.class));
            lastWeek += row.column("last_week").get(Long.class);
            weekBefore += row.column("week_before").get(Long.class);
        }
    }

    private List<FeedbackGroup> completed(DbExecute execute, List<Found> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        Instant week = clock.instant().minus(WEEK);
        List<Object> parameters = new ArrayList<>(List.of(Utc.of(week), Utc.of(week.minus(WEEK)), Utc.of(week)));
        parameters.addAll(InList.filled(found.stream().map(Found::id).toList()));
        Map<UUID, Members> members = new HashMap<>();
        execute.createQuery(MEMBERS)
                .params(parameters)
                .execute()
                .forEach(row -> members.computeIfAbsent(row.column("group_id").get(UUID.class), _ -> new Members())
                        .add(row));
        return found.stream()
                .map(each -> completed(each, members.getOrDefault(each.id(), new Members())))
                .toList();
    }

    private static FeedbackGroup completed(Found found, Members members) {
        return new FeedbackGroup(
                found.id(),
                found.title(),
                found.summary(),
                found.submissions(),
                found.first(),
                found.last(),
                members.destinations,
                members.lastWeek,
                members.weekBefore);
    }
}
