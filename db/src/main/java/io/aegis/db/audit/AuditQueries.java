/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.db.WhereClause;
import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.Page;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the audit log, newest first. Thread-safe. */
public final class AuditQueries {

    /** Most entries of a page. */
    public static final int MAX_LIMIT = 200;

    private static final Pattern CURSOR = Pattern.compile("\\d{1,18}");

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
     * Entries that meet a filter.
     *
     * @param limit 1 to {@value #MAX_LIMIT}
     * @param cursor {@link Page#nextCursor()} of the page before; empty for the first page
     * @throws BadCursorException when the cursor is none of ours
     * @throws IllegalArgumentException when the limit is out of range
     */
    public Page<AuditEntry> list(Filter filter, int limit, Optional<String> cursor, Deadline deadline)
            throws DatabaseUnavailableException {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " entries");
        }
        WhereClause where = new WhereClause()
                .when(filter.subject(), "subject = ?")
                .when(filter.actor(), "actor = ?")
                .when(filter.action().map(Enum::name), "action = ?")
                .when(filter.batch(), "batch_id = ?")
                .when(filter.since().map(Utc::of), "happened_at >= ?")
                .when(filter.until().map(Utc::of), "happened_at < ?")
                .when(cursor.map(AuditQueries::id), "id < ?");
        String sql = AuditEntry.SELECT + where.where() + "ORDER BY id DESC LIMIT ?";
        List<AuditEntry> entries = database.read(
                deadline,
                execute -> execute.createQuery(sql)
                        .params(where.parametersAnd(limit + 1))
                        .execute()
                        .map(AuditEntry::read)
                        .toList());
        return entries.size() <= limit
                ? new Page<>(entries, Optional.empty())
                : new Page<>(
                        entries.subList(0, limit),
                        Optional.of(Long.toString(entries.get(limit - 1).id())));
    }

    private static long id(String cursor) {
        if (!CURSOR.matcher(cursor).matches()) {
            throw new BadCursorException();
        }
        return Long.parseLong(cursor);
    }
}
