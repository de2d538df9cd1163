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
import java.util.stream.Stream;

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

    /** What is looked for by its words is looked for in so many entries at a time, the newest first: some tenths of a second. */
    static final long LOOKED_THROUGH = 100_000;

    private static final String WORDS = """
            CONCAT_WS(' ', actor, action, subject) COLLATE utf8mb4_uca1400_ai_ci LIKE ? ESCAPE '!'""";

    private static final String NEWEST = "SELECT MAX(id) AS id FROM audit_log";
    private static final String FROM = "SELECT happened_at FROM audit_log WHERE id >= ? ORDER BY id LIMIT 1";
    private static final String OLDEST = "SELECT MIN(id) AS id FROM audit_log";

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
     * @param words that stand in the actor's name, the action or the subject, one after the other, in any case
     */
    public record Filter(
            Optional<String> subject,
            Optional<String> actor,
            Optional<AuditAction> action,
            Optional<UUID> batch,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<String> words) {

        /** One that asks for no words. */
        public Filter(
                Optional<String> subject,
                Optional<String> actor,
                Optional<AuditAction> action,
                Optional<UUID> batch,
                Optional<Instant> since,
                Optional<Instant> until) {
            this(subject, actor, action, batch, since, until, Optional.empty());
        }

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
     * @param next leads to the next part, whose items have smaller ids; empty at the end
     * @param searchedTo the time of the oldest entry that was looked at, when looking for a full part would have taken too long: the next one goes on from there
     */
    public record Part(List<AuditEntry> items, Optional<Long> next, Optional<Instant> searchedTo) {

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
        return database.read(deadline, execute -> part(execute, filter, limit, before));
    }

    static Part part(DbExecute execute, Filter filter, int limit, Optional<Long> before) {
        Optional<Window> window = filter.words().isEmpty() ? Optional.empty() : window(execute, filter, before);
        if (filter.words().isPresent() && window.isEmpty()) {
            return new Part(List.of(), Optional.empty(), Optional.empty());
        }
        List<AuditEntry> entries = read(execute, filter, limit, before, window);
        if (entries.size() > limit) {
            List<AuditEntry> items = entries.subList(0, limit);
            return new Part(items, Optional.of(items.getLast().id()), Optional.empty());
        }
        Optional<Long> rest = window.filter(Window::more).map(Window::from);
        return new Part(
                entries,
                rest,
                rest.flatMap(from -> execute.get(FROM, from))
                        .map(row -> row.column("happened_at").get(Instant.class)));
    }

    /**
     * Entries that are looked through for words.
     *
     * @param from the smallest id
     * @param below all ids are smaller
     * @param more whether there may be older ones that meet the rest of the filter
     */
    private record Window(long from, long below, boolean more) {}

    /** Empty where there is nothing to look through. */
    private static Optional<Window> window(DbExecute execute, Filter filter, Optional<Long> before) {
        Optional<Long> oldest = first(execute, OLDEST);
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        long least =
                Math.max(oldest.get(), above(execute, filter).map(id -> id + 1).orElse(0L));
        long below = Stream.of(
                        before, below(execute, filter), first(execute, NEWEST).map(id -> id + 1))
                .flatMap(Optional::stream)
                .min(Long::compare)
                .orElse(0L);
        long from = Math.max(least, below - LOOKED_THROUGH);
        return from < below ? Optional.of(new Window(from, below, from > least)) : Optional.empty();
    }

    private static Optional<Long> first(DbExecute execute, String sql) {
        return execute.get(sql).flatMap(row -> row.column("id").as(Long.class).asOptional());
    }

    private static Optional<Long> above(DbExecute execute, Filter filter) {
        return filter.since().flatMap(since -> id(execute, LAST_BEFORE, since.minus(SLACK)));
    }

    private static Optional<Long> below(DbExecute execute, Filter filter) {
        return filter.until().flatMap(until -> id(execute, FIRST_SINCE, until.plus(SLACK)));
    }

    private static String containing(String words) {
        String escaped = words.strip().replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + escaped.replaceAll("\\s+", "%") + "%";
    }

    /** A time is a range of ids, so that no more of a long log is read than was written in it. */
    private static List<AuditEntry> read(
            DbExecute execute, Filter filter, int limit, Optional<Long> before, Optional<Window> window) {
        Optional<Long> above = window.isPresent() ? Optional.empty() : above(execute, filter);
        Optional<Long> below = window.isPresent() ? Optional.empty() : below(execute, filter);
        WhereClause where = new WhereClause()
                .when(filter.subject(), "subject = ?")
                .when(filter.actor(), "actor = ?")
                .when(filter.action().map(Enum::name), "action = ?")
                .when(filter.batch(), "batch_id = ?")
                .when(filter.since().map(Utc::of), "happened_at >= ?")
                .when(filter.until().map(Utc::of), "happened_at < ?")
                .when(above, "id > ?")
                .when(below, "id < ?")
                .when(before, "id < ?")
                .when(window.map(Window::from), "id >= ?")
                .when(window.map(Window::below), "id < ?")
                .when(filter.words().map(AuditQueries::containing), WORDS);
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
