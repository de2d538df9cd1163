/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.textretention;

import io.aegis.db.Database;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores for how long texts are kept. Thread-safe. */
public final class TextRetentionStore {

    /** What the audit log calls it. */
    static final String SUBJECT = "text-retention";

    private static final String READ = "SELECT version, default_days FROM text_retention WHERE id = 1";
    private static final String LOCKED = READ + " FOR UPDATE";
    private static final String SOURCES = "SELECT source, days FROM text_retention_source";
    private static final String REMOVE = "DELETE FROM text_retention_source";
    private static final String INSERT = "INSERT INTO text_retention_source (source, days) VALUES (?, ?)";

    /** Texts that were passed over are looked at again by what holds now. */
    private static final String NEXT = """
            UPDATE text_retention SET version = ?, default_days = ?, reached_at = '1970-01-01',
              reached_id = '00000000-0000-0000-0000-000000000000' WHERE id = 1""";

    private final Database database;

    /** Stores in a database. */
    public TextRetentionStore(Database database) {
        this.database = database;
    }

    /** What is stored. */
    public TextRetention read(Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> stored(execute, READ));
    }

    /**
     * Replaces all of it.
     *
     * @param wanted of the version that its author saw
     * @param actor who does
     * @return what is stored now; empty when it is of another version by now, and nothing was changed
     */
    public Optional<TextRetention> replace(TextRetention wanted, Actor actor, Deadline deadline)
            throws DatabaseUnavailableException {
        TextRetention next = new TextRetention(wanted.version() + 1, wanted.defaultDays(), wanted.sources());
        return database.transaction(deadline, execute -> {
            TextRetention before = stored(execute, LOCKED);
            // After a lost answer to a commit it is there already.
            if (before.equals(next)) {
                return Optional.of(before);
            }
            if (before.version() != wanted.version()) {
                return Optional.empty();
            }
            execute.update(NEXT, next.version(), next.defaultDays().orElse(null));
            execute.delete(REMOVE);
            next.sources().forEach((source, days) -> execute.insert(INSERT, source, days));
            AuditLog.append(
                    execute, new AuditEvent(actor, AuditAction.TEXT_RETENTION, SUBJECT, told(before), told(next)));
            return Optional.of(next);
        });
    }

    /** The same in a transaction that is open; the row stays locked until it ends. */
    static TextRetention locked(DbExecute execute) {
        return stored(execute, LOCKED);
    }

    private static TextRetention stored(DbExecute execute, String statement) {
        DbRow row = execute.get(statement).orElseThrow();
        SortedMap<String, Integer> sources = new TreeMap<>();
        execute.query(SOURCES)
                .forEach(each -> sources.put(
                        each.column("source").get(String.class),
                        each.column("days").get(Integer.class)));
        return new TextRetention(
                row.column("version").get(Long.class),
                row.column("default_days").as(Integer.class).asOptional(),
                sources);
    }

    private static Map<String, ?> told(TextRetention kept) {
        Map<String, Object> told = new HashMap<>(Map.of("version", kept.version(), "sources", kept.sources()));
        kept.defaultDays().ifPresent(days -> told.put("default_days", days));
        return told;
    }
}
