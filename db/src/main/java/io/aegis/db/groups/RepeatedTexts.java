/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.ReadAccess;
import io.aegis.db.Transactions;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Counts for groups how often their very texts were sent again, as that too is many who say the same. A single text that {@value #MANY}
 * have sent is a group of one row. Thread-safe.
 */
public final class RepeatedTexts {

    /** Submissions that make a single text a group: fewer are as often a form that was sent twice, or a file. */
    public static final int MANY = 5;

    /** Rows that become groups at once. */
    private static final int MOST = 250;

    /** Where a person put a row alone, it stays so. */
    private static final String SINGLE = """
            SELECT id FROM feedback FORCE INDEX (feedback_group) STRAIGHT_JOIN feedback_fingerprint ON feedback_id = id
            WHERE feedback.group_id IS NULL AND submissions >= ? AND NOT by_hand LIMIT\s""" + MOST;

    private static final String FOUND = """
            INSERT INTO feedback_group (id, anchor_id, title_id, size, open_rows, first_seen_at, last_seen_at, resolved_at, repeats,
              updated_at)
            SELECT ?, id, id, 1, status = 'OPEN', created_at, created_at, resolved_at, submissions - 1, UTC_TIMESTAMP(6)
            FROM feedback WHERE id = ?""";

    private static final String JOIN = "UPDATE feedback SET group_id = ? WHERE id = ?";

    private static final String FINGERPRINT = "UPDATE feedback_fingerprint SET group_id = ? WHERE feedback_id = ?";

    private static final String COUNTED = "SELECT id, size FROM feedback_group WHERE repeats > 0";

    private static final String REPEATS = """
            SELECT group_id, SUM(submissions - 1) AS again FROM feedback FORCE INDEX (feedback_group)
            WHERE group_id IS NOT NULL AND submissions > 1 GROUP BY group_id""";

    private static final String COUNT = """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (g CHAR(36) PATH '$.g', n BIGINT PATH '$.n')) AS counted
            STRAIGHT_JOIN feedback_group ON id = g SET repeats = n, updated_at = UTC_TIMESTAMP(6) WHERE repeats <> n""";

    private final ReadAccess reads;
    private final Transactions transactions;
    private final Supplier<UUID> ids;

    /**
     * Counts.
     *
     * @param reads finds what was sent again
     * @param transactions store it
     * @param ids new UUIDv7s
     */
    public RepeatedTexts(ReadAccess reads, Transactions transactions, Supplier<UUID> ids) {
        this.reads = reads;
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * Makes single texts groups that many have sent.
     *
     * @return whether there may be more of them
     */
    public boolean found(Deadline deadline) throws DatabaseUnavailableException {
        List<UUID> single = reads.read(
                deadline,
                execute -> execute.query(SINGLE, MANY)
                        .map(row -> row.column("id").get(UUID.class))
                        .toList());
        if (single.isEmpty()) {
            return false;
        }
        transactions.transaction(deadline, execute -> {
            GroupLock.take(execute);
            MemberRow.lock(execute, single).values().stream()
                    .filter(row -> row.group().isEmpty())
                    .forEach(row -> found(execute, row.id()));
            return single.size();
        });
        return single.size() == MOST;
    }

    private void found(DbExecute execute, UUID row) {
        UUID group = ids.get();
        execute.update(FOUND, group, row);
        execute.update(JOIN, group, row);
        execute.update(FINGERPRINT, group, row);
    }

    /** Counts for all groups what was sent again. */
    public void count(Deadline deadline) throws DatabaseUnavailableException {
        Map<UUID, Long> repeats = new TreeMap<>();
        Set<UUID> single = new HashSet<>();
        reads.read(deadline, execute -> {
            // Some may have none any more, as what a customer sent was erased.
            execute.query(COUNTED).forEach(row -> {
                UUID group = row.column("id").get(UUID.class);
                repeats.put(group, 0L);
                if (row.column("size").get(Long.class) < 2) {
                    single.add(group);
                }
            });
            execute.query(REPEATS)
                    .forEach(row -> repeats.put(
                            row.column("group_id").get(UUID.class),
                            row.column("again").get(Long.class)));
            return repeats.size();
        });
        List<UUID> groups = List.copyOf(repeats.keySet());
        for (int from = 0; from < groups.size(); from += MOST) {
            List<UUID> block = groups.subList(from, Math.min(groups.size(), from + MOST));
            transactions.transaction(deadline, execute -> {
                GroupLock.take(execute);
                long changed = execute.update(COUNT, json(repeats, block));
                block.stream()
                        .filter(group -> single.contains(group) && repeats.getOrDefault(group, 0L) + 1 < MANY)
                        .forEach(group -> GroupRecount.of(execute, group));
                return changed;
            });
        }
    }

    private static String json(Map<UUID, Long> repeats, List<UUID> groups) {
        return groups.stream()
                .map(group -> "{\"g\":\"" + group + "\",\"n\":" + repeats.get(group) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
