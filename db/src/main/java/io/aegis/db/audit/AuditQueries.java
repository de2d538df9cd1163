/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.WhereClause;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the audit log, newest first. Thread-safe. */
public final class AuditQueries {

    /** Most entries of a page. */
    public static final int MAX_LIMIT = 200;

    /**
     * Ids grow with time, save for what clocks of processes differ by and transactions take. What happened so much before a time was written
     * before all that happened from then on, what happened so much after it was written after all that happened until then.
     */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private static final String LAST_BEFORE =
            "SELECT id FROM audit_log WHERE happened_at < ? ORDER BY happened_at DESC LIMIT 1";
    private static final String FIRST_SINCE =
            "SELECT id FROM audit_log WHERE happened_at >= ? ORDER BY happened_at LIMIT 1";

    private static final String OF_BATCH = AuditEntry.SELECT + "WHERE batch_id = ? ORDER BY id DESC LIMIT ?";

    private final ReadAccess database;

    /** Reads from a database. */
    public AuditQueries(ReadAccess database) {
        this.database = database;
    }

    /**
     * Which entries a list shows: those that meet every condition present.
     *
     * @param subject id of what was changed
     * @param actor name of who decided
     * @param action what
     * @param batch the step that it was a part of
     * @param since then or later
     * @param until before
     */
    public record Filter(
            Optional<String> subject,
            Optional<String> actor,
            Optional<AuditAction> action,
            Optional<UUID> batch,
            Optional<Instant> since,
            Optional<Instant> until) {

        /** Everything about one thing. */
        public static Filter of(UUID subject) {
            return new Filter(
                    Optional.of(subject.toString()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * All entries of a step, newest first.
     *
     * @param most that are read
     */
    public List<AuditEntry> ofBatch(UUID batch, int most, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(OF_BATCH, batch, most)
                        .map(AuditEntry::read)
                        .toList());
    }

    /**
     * A part of the log.
     *
     * @param items newest first
     * @param next leads to the next part: the id of the last item; empty at the end
     */
    public record Part(List<AuditEntry> items, Optional<Long> next) {

        /** Copies the items. */
        public Part {
            items = List.copyOf(items);
        }
    }

    /**
     * Entries that meet a filter.
     *
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param before {@link Part#next()} of the part before; empty for the newest
     * @throws IllegalArgumentException when the limit is out of range
     */
    public Part list(Filter filter, int limit, Optional<Long> before, Deadline deadline)
            throws DatabaseUnavailableException {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " entries");
        }
        List<AuditEntry> entries = database.read(deadline, execute -> read(execute, filter, limit, before));
        return entries.size() <= limit
                ? new Part(entries, Optional.empty())
                : new Part(
                        entries.subList(0, limit),
                        Optional.of(entries.get(limit - 1).id()));
    }

    /** A time is a range of ids, so that no more of a long log is read than was written in it. */
    static List<AuditEntry> read(DbExecute execute, Filter filter, int limit, Optional<Long> before) {
        Optional<Long> above = filter.since().flatMap(since -> id(execute, LAST_BEFORE, since.minus(SLACK)));
        Optional<Long> below = filter.until().flatMap(until -> id(execute, FIRST_SINCE, until.plus(SLACK)));
        WhereClause where = new WhereClause()
                .when(filter.subject(), "subject = ?")
                .when(filter.actor(), "actor = ?")
                .when(filter.action().map(Enum::name), "action = ?")
                .when(filter.batch(), "batch_id = ?")
                .when(filter.since().map(Utc::of), "happened_at >= ?")
                .when(filter.until().map(Utc::of), "happened_at < ?")
                .when(above, "id > ?")
                .when(below, "id < ?")
                .when(before, "id < ?");
        return execute.createQuery(AuditEntry.SELECT + where.where() + "ORDER BY id DESC LIMIT ?")
                .params(where.parametersAnd(limit + 1))
                .execute()
                .map(AuditEntry::read)
                .toList();
    }

    private static Optional<Long> id(DbExecute execute, String sql, Instant time) {
        return execute.get(sql, Utc.of(time)).map(row -> row.column("id").get(Long.class));
    }
}
