/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.views;

import io.aegis.db.Database;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.db.keys.Caller;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Keeps saved views. Thread-safe. */
public final class SavedViews {

    /** Most views of one owner. */
    public static final int MOST = 30;

    /** Most shared views that are listed. */
    public static final int MOST_SHARED = 100;

    /** Longest name, in code points. */
    public static final int MAX_NAME = 64;

    /** Longest filter, in characters. */
    public static final int MAX_FILTER = 1_000;

    private static final String COLUMNS =
            "SELECT id, owner, owner_name, name, filter, shared, created_at FROM saved_view ";
    private static final String OWN = COLUMNS + "WHERE owner = ? ORDER BY name, id LIMIT ?";
    private static final String SHARED = COLUMNS + "WHERE shared AND owner <> ? ORDER BY created_at, id LIMIT ?";
    private static final String ONE = COLUMNS + "WHERE id = ?";
    private static final String WITH = COLUMNS + "WHERE LOCATE(?, filter) ORDER BY created_at, id LIMIT ?";
    private static final String NAMED = COLUMNS + "WHERE owner = ? AND name = ? FOR UPDATE";
    private static final String COUNT = "SELECT COUNT(*) AS held FROM saved_view WHERE owner = ? FOR UPDATE";
    private static final String INSERT = """
            INSERT INTO saved_view (id, owner, owner_name, name, filter, shared, created_at)
            VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))""";
    private static final String CHANGE = "UPDATE saved_view SET filter = ?, shared = ? WHERE id = ?";
    private static final String REMOVE = "DELETE FROM saved_view WHERE id = ?";

    private final Database database;
    private final Supplier<UUID> ids;

    /**
     * Keeps them in a database.
     *
     * @param ids new UUIDv7s
     */
    public SavedViews(Database database, Supplier<UUID> ids) {
        this.database = database;
        this.ids = ids;
    }

    /** The views that somebody sees: the own ones by name, then those that others share, oldest first. */
    public List<SavedView> of(Caller caller, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            List<SavedView> all = new ArrayList<>(
                    execute.query(OWN, caller.id(), MOST).map(SavedViews::read).toList());
            execute.query(SHARED, caller.id(), MOST_SHARED)
                    .map(SavedViews::read)
                    .forEach(all::add);
            return List.copyOf(all);
        });
    }

    /**
     * The views of all owners whose filters have some text in them, such as the name of a parameter; oldest first.
     *
     * @param most how many
     */
    public List<SavedView> having(String text, int most, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(WITH, text, most).map(SavedViews::read).toList());
    }

    /**
     * Saves a view. One of the same owner with the same name takes the new filter.
     *
     * @return the view; empty when its owner has {@value #MOST} others, and nothing was saved
     * @throws IllegalArgumentException when the name or the filter is too long, or the name blank
     */
    public Optional<SavedView> save(Caller owner, String name, String filter, boolean shared, Deadline deadline)
            throws DatabaseUnavailableException {
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME || filter.length() > MAX_FILTER) {
            throw new IllegalArgumentException("a view has a name of 1 to " + MAX_NAME + " characters");
        }
        UUID fresh = ids.get();
        return database.transaction(deadline, execute -> {
            Optional<SavedView> before = execute.get(NAMED, owner.id(), name).map(SavedViews::read);
            if (before.isEmpty() && held(execute, owner) >= MOST) {
                return Optional.empty();
            }
            UUID id = before.map(SavedView::id).orElse(fresh);
            if (before.isPresent()) {
                execute.update(CHANGE, filter, shared, id);
            } else {
                execute.insert(INSERT, id, owner.id(), owner.actor().name(), name, filter, shared);
            }
            Optional<SavedView> saved = execute.get(ONE, id).map(SavedViews::read);
            if (!saved.equals(before)) {
                tell(execute, owner, AuditAction.VIEW_SAVE, id, before, saved);
            }
            return saved;
        });
    }

    private static long held(DbExecute execute, Caller owner) {
        return execute.get(COUNT, owner.id()).orElseThrow().column("held").get(Long.class);
    }

    /**
     * Removes a view.
     *
     * @param everybodys whether it may be somebody else's that is shared
     * @return false when there is none that the caller may remove
     */
    public boolean remove(UUID id, Caller caller, boolean everybodys, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            Optional<SavedView> view = execute.get(ONE, id)
                    .map(SavedViews::read)
                    .filter(each -> each.owner().equals(caller.id()) || (everybodys && each.shared()));
            view.ifPresent(each -> {
                execute.delete(REMOVE, id);
                tell(execute, caller, AuditAction.VIEW_REMOVE, id, view, Optional.empty());
            });
            return view.isPresent();
        });
    }

    private static void tell(
            DbExecute execute,
            Caller caller,
            AuditAction action,
            UUID id,
            Optional<SavedView> before,
            Optional<SavedView> after) {
        AuditLog.append(
                execute,
                new AuditEvent(caller.actor(), action, id.toString(), ViewAudit.told(before), ViewAudit.told(after)));
    }

    private static SavedView read(DbRow row) {
        return new SavedView(
                row.column("id").get(UUID.class),
                row.column("owner").get(String.class),
                row.column("owner_name").get(String.class),
                row.column("name").get(String.class),
                row.column("filter").get(String.class),
                row.column("shared").get(Boolean.class),
                row.column("created_at").get(Instant.class));
    }
}
