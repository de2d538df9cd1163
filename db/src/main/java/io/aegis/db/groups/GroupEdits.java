/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.db.Transactions;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Changes groups by hand: what a person put together or apart stays so, as no job looks at a row twice. Thread-safe.
 */
public final class GroupEdits {

    /** Most rows that are split from a group at once. */
    public static final int MOST_SPLIT = 200;

    private static final String EXISTS = "SELECT 1 FROM feedback_group WHERE id = ?";

    private static final String MERGE_FINGERPRINTS = """
            UPDATE feedback STRAIGHT_JOIN feedback_fingerprint ON feedback_id = id
            SET feedback_fingerprint.group_id = ?, by_hand = TRUE WHERE feedback.group_id = ?""";

    private static final String MERGE = "UPDATE feedback SET group_id = ? WHERE group_id = ?";

    private static final String REMOVE = "DELETE FROM feedback_group WHERE id = ?";

    /** Rows of either part that others may join after a split. */
    private static final int INDEXED = 8;

    private static final String REMAINING =
            "SELECT id FROM feedback WHERE group_id = ? ORDER BY created_at, id LIMIT " + INDEXED;

    private static final String SPLIT = """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (wanted CHAR(36) PATH '$')) AS rows_wanted
            STRAIGHT_JOIN feedback ON id = wanted STRAIGHT_JOIN feedback_fingerprint ON feedback_id = id
            SET feedback.group_id = ?, feedback_fingerprint.group_id = ?, by_hand = TRUE""";

    private static final String FOUND = """
            INSERT INTO feedback_group (id, anchor_id, title_id, size, open_rows, first_seen_at, last_seen_at, updated_at)
            SELECT ?, id, id, 0, 0, created_at, created_at, UTC_TIMESTAMP(6) FROM feedback WHERE id = ?""";

    private static final String ERASED = """
            SELECT feedback_id, feedback_fingerprint.group_id
            FROM feedback_fingerprint LEFT JOIN feedback ON id = feedback_id WHERE id IS NULL LIMIT ?""";

    private static final String FORGET = "DELETE FROM feedback_fingerprint WHERE feedback_id = ?";

    private final Transactions transactions;
    private final Supplier<UUID> ids;

    /**
     * Edits groups.
     *
     * @param ids new UUIDv7s
     */
    public GroupEdits(Transactions transactions, Supplier<UUID> ids) {
        this.transactions = transactions;
        this.ids = ids;
    }

    /**
     * Puts all rows of one group into another; texts that resemble the one's go there from then on.
     *
     * @param actor who does
     * @return whether there were both
     * @throws IllegalArgumentException when they are the same
     */
    public boolean merge(UUID from, UUID into, Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        if (from.equals(into)) {
            throw new IllegalArgumentException("a group cannot be merged into itself");
        }
        return transactions.transaction(deadline, execute -> {
            GroupLock.take(execute);
            if (execute.get(EXISTS, from).isEmpty() || execute.get(EXISTS, into).isEmpty()) {
                return false;
            }
            execute.update(MERGE_FINGERPRINTS, into, from);
            execute.update(MERGE, into, from);
            execute.delete(REMOVE, from);
            GroupRecount.of(execute, into);
            AuditLog.append(
                    execute,
                    new AuditEvent(
                            actor,
                            AuditAction.GROUP_MERGE,
                            from.toString(),
                            Map.of(),
                            Map.of("into", into.toString())));
            return true;
        });
    }

    /**
     * What a split left.
     *
     * @param remaining the group, unless a single row remained
     * @param split the group of the rows that were split from it, unless it was a single one
     */
    public record Split(Optional<UUID> remaining, Optional<UUID> split) {}

    /**
     * Takes rows out of a group: they make one of their own, or stand alone when it is a single row.
     *
     * @param rows 1 to {@value #MOST_SPLIT}
     * @param actor who does
     * @return what is left, or empty when there is no such group
     * @throws NotInGroupException when they are not all in the group, or all of it
     */
    public Optional<Split> split(UUID group, Collection<UUID> rows, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException, NotInGroupException {
        Set<UUID> wanted = new TreeSet<>(rows);
        if (wanted.isEmpty() || wanted.size() > MOST_SPLIT) {
            throw new IllegalArgumentException("1 to " + MOST_SPLIT + " rows are split from a group");
        }
        record Outcome(Optional<Split> split, Optional<String> wrong) {}
        Outcome outcome = transactions.transaction(deadline, execute -> {
            GroupLock.take(execute);
            Optional<Long> size = execute.get("SELECT size FROM feedback_group WHERE id = ?", group)
                    .map(row -> row.column("size").get(Long.class));
            if (size.isEmpty()) {
                return new Outcome(Optional.empty(), Optional.empty());
            }
            Collection<MemberRow> found = MemberRow.lock(execute, wanted).values();
            long members = found.stream()
                    .filter(row -> row.group().equals(Optional.of(group)))
                    .count();
            if (members < wanted.size()) {
                return new Outcome(Optional.empty(), Optional.of("must be ids of rows in the group"));
            }
            if (members == size.get()) {
                return new Outcome(Optional.empty(), Optional.of("must leave a row in the group"));
            }
            Split split = split(execute, group, wanted);
            AuditLog.append(
                    execute,
                    new AuditEvent(
                            actor,
                            AuditAction.GROUP_SPLIT,
                            group.toString(),
                            Map.of("rows", wanted.stream().map(UUID::toString).toList()),
                            split.split()
                                    .<Map<String, ?>>map(made -> Map.of("group_id", made.toString()))
                                    .orElse(Map.of())));
            return new Outcome(Optional.of(split), Optional.empty());
        });
        if (outcome.wrong().isPresent()) {
            throw new NotInGroupException(outcome.wrong().get());
        }
        return outcome.split();
    }

    private Split split(DbExecute execute, UUID group, Set<UUID> rows) {
        Optional<UUID> split = rows.size() == 1 ? Optional.empty() : Optional.of(ids.get());
        execute.update(SPLIT, MemberRow.json(rows), split.orElse(null), split.orElse(null));
        UUID anchor = rows.iterator().next();
        rows.stream().limit(INDEXED).forEach(row -> GroupRecount.index(execute, row));
        // New texts are to go where they resemble a row most, and each group has a single anchor.
        execute.query(REMAINING, group)
                .map(row -> row.column("id").get(UUID.class))
                .toList()
                .forEach(row -> GroupRecount.index(execute, row));
        split.ifPresent(made -> {
            execute.update(FOUND, made, anchor);
            GroupRecount.of(execute, made);
            GroupTitles.choose(execute, made);
        });
        boolean remains = GroupRecount.of(execute, group);
        return new Split(remains ? Optional.of(group) : Optional.empty(), split);
    }

    /**
     * Counts rows that were erased out of their groups, some at a time.
     *
     * @return how many; fewer than {@code most} when there are no others
     */
    public int removeErased(int most, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            GroupLock.take(execute);
            Set<UUID> groups = new HashSet<>();
            List<UUID> erased = execute.query(ERASED, most)
                    .map(row -> {
                        row.column("group_id").as(UUID.class).asOptional().ifPresent(groups::add);
                        return row.column("feedback_id").get(UUID.class);
                    })
                    .toList();
            erased.forEach(row -> execute.delete(FORGET, row));
            groups.forEach(group -> GroupRecount.of(execute, group));
            return erased.size();
        });
    }
}
