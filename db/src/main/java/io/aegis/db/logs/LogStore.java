/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.logs;

import io.aegis.db.InList;
import io.aegis.db.MultiRowInsert;
import io.aegis.db.Transactions;
import io.aegis.db.UniqueKey;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Stores templates of log lines and how many lines each minute had of them. Thread-safe. */
public final class LogStore {

    /** Most characters of a service's name. */
    public static final int MAX_SERVICE = 512;

    private static final MultiRowInsert TEMPLATE = new MultiRowInsert("""
            INSERT INTO log_template (hash, service, level, tokens, seen_at) VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE tokens = VALUES(tokens), seen_at = VALUES(seen_at)""");

    private static final MultiRowInsert MINUTE = new MultiRowInsert("""
            INSERT INTO log_minute (minute, total) VALUES (?, ?) ON DUPLICATE KEY UPDATE total = total + VALUES(total)""");

    private static final MultiRowInsert COUNT = new MultiRowInsert("""
            INSERT INTO log_count (minute, template_id, seen) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE seen = seen + VALUES(seen)""");

    private static final String ONCE = "INSERT INTO imported_minute (content, imported_at) VALUES (?, ?)";

    /** Bytes that name lines which are added once: a SHA-256. */
    public static final int CONTENT_LENGTH = 32;

    private static final String BY_HASH = "SELECT hash, id FROM log_template WHERE hash IN (" + InList.MARKS + ")";

    private final Transactions transactions;
    private final InstantSource clock;

    /** Writes to a database; the clock says when a template was seen. */
    public LogStore(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Counted(Instant minute, long template, int lines) {}

    /**
     * Adds what was learned, in one transaction. Counts are added to those that are there: what was stored once must not be
     * stored again.
     *
     * @throws DatabaseUnavailableException when the commit was not confirmed in time; it may have been made nevertheless
     */
    public void add(LogChanges changes, Deadline deadline) throws DatabaseUnavailableException {
        transactions.transaction(deadline, execute -> add(execute, changes));
    }

    /**
     * The same, unless it was done before: safe to repeat.
     *
     * @param content what names the lines, {@value #CONTENT_LENGTH} bytes
     * @return whether it was done now
     */
    public boolean addOnce(byte[] content, LogChanges changes, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> {
            boolean first = UniqueKey.inserted(() -> execute.insert(ONCE, content, Utc.of(clock.instant())));
            if (first) {
                add(execute, changes);
            }
            return first;
        });
    }

    private int add(DbExecute execute, LogChanges changes) {
        List<LogChanges.Kept> templates = changes.templates().stream()
                // Everybody writes in the order of the key, so that nobody waits in a circle.
                .sorted(Comparator.comparing(LogChanges.Kept::key))
                .toList();
        List<LogChanges.Minute> minutes = changes.minutes().stream()
                .sorted(Comparator.comparing(LogChanges.Minute::begin))
                .toList();
        LocalDateTime now = Utc.of(clock.instant());
        TEMPLATE.insert(execute, templates, kept -> templateRow(kept, now));
        MINUTE.insert(execute, minutes, minute -> List.of(Utc.of(minute.begin()), minute.lines()));
        COUNT.insert(
                execute,
                counted(minutes, ids(execute, minutes)),
                each -> List.of(Utc.of(each.minute()), each.template(), each.lines()));
        return minutes.size();
    }

    private static List<Object> templateRow(LogChanges.Kept kept, LocalDateTime now) {
        return List.of(
                HexFormat.of().parseHex(kept.key()),
                kept.template().service(),
                kept.template().level().name(),
                kept.template().text(),
                now);
    }

    /** Counts of templates that are no longer stored are left out; the minute's total has them. */
    private static List<Counted> counted(List<LogChanges.Minute> minutes, Map<String, Long> ids) {
        List<Counted> counted = new ArrayList<>();
        for (LogChanges.Minute minute : minutes) {
            minute.counts().forEach((key, lines) -> {
                Long id = ids.get(key);
                if (id != null) {
                    counted.add(new Counted(minute.begin(), id, lines));
                }
            });
        }
        counted.sort(Comparator.comparing(Counted::minute).thenComparingLong(Counted::template));
        return counted;
    }

    private static Map<String, Long> ids(DbExecute execute, List<LogChanges.Minute> minutes) {
        List<String> keys = List.copyOf(minutes.stream()
                .flatMap(minute -> minute.counts().keySet().stream())
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
        Map<String, Long> ids = new HashMap<>();
        InList.each(
                keys,
                some -> execute.createQuery(BY_HASH)
                        .params(InList.filled(
                                some.stream().map(HexFormat.of()::parseHex).toList()))
                        .execute()
                        .forEach(row -> ids.put(
                                HexFormat.of().formatHex(row.column("hash").get(byte[].class)),
                                row.column("id").get(Long.class))));
        return ids;
    }
}
