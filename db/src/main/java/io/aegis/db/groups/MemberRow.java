/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.feedback.Status;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What counts of a row that is about to be in a group.
 *
 * @param group that it is in already
 * @param open whether agents have not resolved it
 */
record MemberRow(UUID id, Optional<UUID> group, boolean open, Instant createdAt, Optional<Instant> resolvedAt) {

    private static final String LOCK = """
            SELECT id, group_id, status, created_at, resolved_at
            FROM JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback ON id = wanted FOR UPDATE""";

    /** Locks rows, in one order everywhere, and reads them; those that are gone are missing. */
    static Map<UUID, MemberRow> lock(DbExecute execute, Collection<UUID> ids) {
        Map<UUID, MemberRow> rows = HashMap.newHashMap(ids.size());
        if (!ids.isEmpty()) {
            execute.query(LOCK, json(ids)).map(MemberRow::read).forEach(row -> rows.put(row.id(), row));
        }
        return rows;
    }

    /** Ids as an array in JSON, in order: nothing in them would have to be escaped. */
    static String json(Collection<UUID> ids) {
        return new TreeSet<>(ids).stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static MemberRow read(DbRow row) {
        return new MemberRow(
                row.column("id").get(UUID.class),
                row.column("group_id").as(UUID.class).asOptional(),
                row.column("status").get(Status.class) == Status.OPEN,
                row.column("created_at").get(Instant.class),
                row.column("resolved_at").as(Instant.class).asOptional());
    }
}
