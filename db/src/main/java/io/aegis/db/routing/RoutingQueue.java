/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.db.Database;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Feedback that is to be routed: rows in the order in which they were changed, for one process at a time. Thread-safe.
 */
public final class RoutingQueue {

    /** Most rows of one page. */
    public static final int MAX_PAGE = 500;

    private static final String LEASE = """
            UPDATE routing_list SET lease_owner = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ? SECOND
            WHERE id = 1 AND (lease_owner = ? OR lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6))""";

    private static final String PLACE = "SELECT routed_to FROM routing_list WHERE id = 1";

    private static final String SAVE = "UPDATE routing_list SET routed_to = ? WHERE id = 1 AND lease_owner = ?";

    private static final String CHANGED = RoutableRow.SELECT + """
            FROM feedback AS f FORCE INDEX (feedback_changed)""" + RoutableRow.GROUP + """
            WHERE f.updated_at >= ? AND (f.updated_at > ? OR f.id > ?)
            ORDER BY f.updated_at, f.id LIMIT ?""";

    private static final String RECENT = RoutableRow.SELECT + """
            FROM (SELECT id FROM feedback FORCE INDEX (feedback_overview)
              WHERE created_at >= UTC_TIMESTAMP(6) - INTERVAL ? DAY AND created_at <= ? AND (created_at < ? OR id < ?)
              ORDER BY created_at DESC, id DESC LIMIT ?) AS page JOIN feedback AS f USING (id)""" + RoutableRow.GROUP + """
            ORDER BY f.created_at DESC, f.id DESC""";

    private static final String GROWN = """
            SELECT id, updated_at FROM feedback_group FORCE INDEX (group_changed)
            WHERE updated_at >= ? AND (updated_at > ? OR id > ?) ORDER BY updated_at, id LIMIT ?""";

    private static final String OF_GROUP =
            RoutableRow.SELECT + "FROM feedback AS f FORCE INDEX (feedback_group)" + RoutableRow.GROUP + """
            WHERE f.group_id = ? AND f.created_at >= ? AND f.created_at <= ? AND (f.created_at < ? OR f.id < ?)
            ORDER BY f.created_at DESC, f.id DESC LIMIT ?""";

    private static final String ONE = RoutableRow.SELECT + "FROM feedback AS f" + RoutableRow.GROUP + "WHERE f.id = ?";

    private static final String REVISITED = "SELECT revisited_version FROM routing_list WHERE id = 1";

    private static final String SAVE_REVISITED =
            "UPDATE routing_list SET revisited_version = ? WHERE id = 1 AND lease_owner = ?";

    private static final String BOUND =
            "SELECT feedback_id FROM feedback_routing WHERE feedback_id > ? ORDER BY feedback_id LIMIT 1 OFFSET 499";

    private static final String RULED = RoutableRow.SELECT + """
            FROM (SELECT DISTINCT feedback_id AS id FROM feedback_routing
              WHERE feedback_id > ? AND feedback_id <= ?) AS taken JOIN feedback AS f USING (id)""" + RoutableRow.GROUP + """
            WHERE f.verdict_priority IS NOT NULL AND f.status = 'OPEN'""";

    /** After all moments that rows may have. */
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Database database;

    /** Reads from a database. */
    public RoutingQueue(Database database) {
        this.database = database;
    }

    /**
     * Where somebody is among the rows.
     *
     * @param changedAt of the last row that was looked at
     * @param id of that row
     */
    public record Place(Instant changedAt, UUID id) {

        /** Before all rows of a moment. */
        public static Place before(Instant moment) {
            return new Place(moment, new UUID(0, 0));
        }
    }

    /**
     * Takes or keeps the lease.
     *
     * @param owner who routes
     * @param length of the lease, in whole seconds
     * @return how far feedback has been routed; empty when another process routes
     */
    public Optional<Instant> lease(UUID owner, Duration length, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            if (execute.update(LEASE, owner, length.toSeconds(), owner) == 0) {
                return Optional.empty();
            }
            return Optional.of(
                    execute.get(PLACE).orElseThrow().column("routed_to").get(Instant.class));
        });
    }

    /** Keeps how far feedback has been routed, unless the lease has passed to another. */
    public void save(UUID owner, Instant routedTo, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> execute.update(SAVE, Utc.of(routedTo), owner));
    }

    /** The version of the rules by which all rows that have a rule's priority were looked at last. */
    public long revisited(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.get(REVISITED).orElseThrow().column(1).get(Long.class));
    }

    /** Keeps by which version they were looked at, unless the lease has passed to another. */
    public void saveRevisited(UUID owner, long version, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> execute.update(SAVE_REVISITED, version, owner));
    }

    /**
     * Some of the rows that rules took.
     *
     * @param rows those of them that are open and have a rule's priority
     * @param reached the last that was looked at; empty when there are no others
     */
    public record Ruled(List<RoutableRow> rows, Optional<UUID> reached) {

        /** Copies the list. */
        public Ruled {
            rows = List.copyOf(rows);
        }
    }

    /** Looks through some rows that rules took, in the order of their ids. */
    public Ruled ruled(UUID after, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            Optional<UUID> bound =
                    execute.get(BOUND, after).map(row -> row.column(1).get(UUID.class));
            List<RoutableRow> rows = execute.query(RULED, after, bound.orElse(LAST_ID))
                    .map(RoutableRow::read)
                    .toList();
            return new Ruled(rows, bound);
        });
    }

    /** A row as it is; empty when there is none. */
    public Optional<RoutableRow> find(UUID feedback, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(ONE, feedback).map(RoutableRow::read));
    }

    /**
     * Groups that were changed after a place, such as by rows that joined.
     *
     * @param most of them
     */
    public List<Place> grown(Place after, int most, Deadline deadline) throws DatabaseUnavailableException {
        LocalDateTime moment = Utc.of(after.changedAt());
        return database.read(
                deadline,
                execute -> execute.query(GROWN, moment, moment, after.id(), most)
                        .map(row -> new Place(
                                row.column("updated_at").get(Instant.class),
                                row.column("id").get(UUID.class)))
                        .toList());
    }

    /**
     * Rows of a group, newest first, up to {@value #MAX_PAGE}.
     *
     * @param since when they came
     * @param before the last row of the page before
     */
    public List<RoutableRow> ofGroup(UUID group, Instant since, Optional<RoutableRow> before, Deadline deadline)
            throws DatabaseUnavailableException {
        LocalDateTime moment = Utc.of(before.map(RoutableRow::createdAt).orElse(LAST));
        UUID id = before.map(RoutableRow::id).orElse(LAST_ID);
        return database.read(
                deadline,
                execute -> execute.query(OF_GROUP, group, Utc.of(since), moment, moment, id, MAX_PAGE)
                        .map(RoutableRow::read)
                        .toList());
    }

    /** Rows that were changed after a place, up to {@value #MAX_PAGE}. */
    public List<RoutableRow> changed(Place after, Deadline deadline) throws DatabaseUnavailableException {
        LocalDateTime moment = Utc.of(after.changedAt());
        return database.read(
                deadline,
                execute -> execute.query(CHANGED, moment, moment, after.id(), MAX_PAGE)
                        .map(RoutableRow::read)
                        .toList());
    }

    /**
     * Rows of the last days, newest first, up to {@value #MAX_PAGE}.
     *
     * @param before the last row of the page before
     */
    public List<RoutableRow> recent(int days, Optional<RoutableRow> before, Deadline deadline)
            throws DatabaseUnavailableException {
        LocalDateTime moment = Utc.of(before.map(RoutableRow::createdAt).orElse(LAST));
        UUID id = before.map(RoutableRow::id).orElse(LAST_ID);
        return database.read(
                deadline,
                execute -> execute.query(RECENT, days, moment, moment, id, MAX_PAGE)
                        .map(RoutableRow::read)
                        .toList());
    }

    /** How far a row is along. */
    public static Place placeOf(RoutableRow row) {
        return new Place(row.updatedAt(), row.id());
    }
}
