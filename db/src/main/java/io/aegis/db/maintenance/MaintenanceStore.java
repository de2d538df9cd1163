/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.maintenance;

import io.aegis.db.Database;
import io.aegis.db.UniqueKey;
import io.aegis.db.Utc;
import io.aegis.db.audit.Actor;
import io.aegis.db.audit.AuditAction;
import io.aegis.db.audit.AuditEvent;
import io.aegis.db.audit.AuditLog;
import io.aegis.db.series.LabelsJson;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.maintenance.CronMinutes;
import io.aegis.monitoring.maintenance.MaintenanceScope;
import io.aegis.monitoring.maintenance.MaintenanceTimes;
import io.aegis.monitoring.maintenance.MaintenanceWindow;
import io.aegis.monitoring.maintenance.NamePattern;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores maintenance windows. Thread-safe. */
public final class MaintenanceStore {

    /** The most windows at once. */
    public static final int MOST = 200;

    private static final String INSERT = """
            INSERT INTO maintenance_window
              (id, service, labels, from_at, to_at, cron, minutes, note, created_by, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String SELECT = """
            SELECT id, service, labels, from_at, to_at, cron, minutes, note, created_by, created_at
            FROM maintenance_window
            """;

    private static final String ALL = SELECT + "ORDER BY created_at DESC, id DESC LIMIT ?";
    private static final String ONE = SELECT + "WHERE id = ?";

    private static final String COUNT = "SELECT COUNT(*) AS windows FROM maintenance_window";
    private static final String DELETE = "DELETE FROM maintenance_window WHERE id = ?";
    private static final String FORGET = "DELETE FROM maintenance_window WHERE to_at < ?";

    /** Those that are over are shown for so long. */
    private static final Duration SHOWN = Duration.ofDays(7);

    private final Database database;

    /** Stores in a database. */
    public MaintenanceStore(Database database) {
        this.database = database;
    }

    /**
     * Stores a window; those that were over a week before go.
     *
     * @param actor who announces it
     * @return false when there are {@value #MOST} already
     */
    public boolean add(MaintenanceWindow window, Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            execute.delete(FORGET, Utc.of(window.createdAt().minus(SHOWN)));
            if (count(execute) >= MOST) {
                return false;
            }
            // A duplicate can only be this very window, after a lost answer to its commit.
            if (UniqueKey.inserted(
                    () -> execute.createInsert(INSERT).params(columns(window)).execute())) {
                note(execute, actor, AuditAction.MAINTENANCE_ADD, window.id(), Map.of(), MaintenanceAudit.told(window));
            }
            return true;
        });
    }

    /**
     * Removes a window, which is over with it.
     *
     * @param actor who ends it
     * @return whether it was there
     */
    public boolean remove(UUID id, Actor actor, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            Optional<MaintenanceWindow> before = execute.get(ONE, id).map(MaintenanceStore::window);
            boolean there = execute.delete(DELETE, id) == 1;
            if (there && before.isPresent()) {
                note(execute, actor, AuditAction.MAINTENANCE_END, id, MaintenanceAudit.told(before.get()), Map.of());
            }
            return there;
        });
    }

    private static void note(
            DbExecute execute, Actor actor, AuditAction action, UUID id, Map<String, ?> before, Map<String, ?> after) {
        AuditLog.append(execute, new AuditEvent(actor, action, id.toString(), before, after));
    }

    /** All windows, the newest first. */
    public List<MaintenanceWindow> all(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute ->
                        execute.query(ALL, MOST).map(MaintenanceStore::window).toList());
    }

    private static long count(DbExecute execute) {
        return execute.get(COUNT)
                .map(row -> row.column("windows").get(Long.class))
                .orElse(0L);
    }

    private static List<@Nullable Object> columns(MaintenanceWindow window) {
        MaintenanceScope scope = window.scope();
        @Nullable
        Object[] times = switch (window.times()) {
            case MaintenanceTimes.Once once ->
                new @Nullable Object[] {Utc.of(once.from()), Utc.of(once.to()), null, null};
            case MaintenanceTimes.Repeated repeated ->
                new @Nullable Object[] {
                    null, null, repeated.cron().toString(), repeated.length().toMinutes()
                };
        };
        return Arrays.asList(
                window.id(),
                scope.service().map(NamePattern::text).orElse(null),
                scope.labels().isEmpty() ? null : labels(scope.labels()),
                times[0],
                times[1],
                times[2],
                times[3],
                window.note().orElse(null),
                window.createdBy(),
                Utc.of(window.createdAt()));
    }

    private static String labels(SortedMap<String, NamePattern> labels) {
        SortedMap<String, String> texts = new TreeMap<>();
        labels.forEach((name, pattern) -> texts.put(name, pattern.text()));
        return LabelsJson.write(texts);
    }

    private static MaintenanceWindow window(DbRow row) {
        return new MaintenanceWindow(
                row.column("id").get(UUID.class),
                scope(row),
                times(row),
                text(row, "note"),
                row.column("created_by").get(String.class),
                row.column("created_at").get(Instant.class));
    }

    private static MaintenanceScope scope(DbRow row) {
        SortedMap<String, NamePattern> labels = new TreeMap<>();
        text(row, "labels")
                .ifPresent(json ->
                        LabelsJson.read(json).forEach((name, pattern) -> labels.put(name, new NamePattern(pattern))));
        return new MaintenanceScope(text(row, "service").map(NamePattern::new), labels);
    }

    private static MaintenanceTimes times(DbRow row) {
        Optional<String> cron = text(row, "cron");
        return cron.isPresent()
                ? new MaintenanceTimes.Repeated(
                        CronMinutes.parse(cron.get()),
                        Duration.ofMinutes(row.column("minutes").get(Integer.class)))
                : new MaintenanceTimes.Once(
                        row.column("from_at").get(Instant.class),
                        row.column("to_at").get(Instant.class));
    }

    private static Optional<String> text(DbRow row, String column) {
        return row.column(column).as(String.class).asOptional();
    }
}
