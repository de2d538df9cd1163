package io.aegis.db.logs;

import io.aegis.db.Database;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
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

    private static final String TEMPLATE = """
            INSERT INTO log_template (hash, service, level, tokens, seen_at) VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE tokens = VALUES(tokens), seen_at = VALUES(seen_at)""";

    private static final String MINUTE = """
            INSERT INTO log_minute (minute, total) VALUES (?, ?) ON DUPLICATE KEY UPDATE total = total + VALUES(total)""";

    private static final String COUNT = """
            INSERT INTO log_count (minute, template_id, seen) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE seen = seen + VALUES(seen)""";

    private static final String ONCE = "INSERT INTO imported_minute (content, imported_at) VALUES (?, ?)";

    /** Bytes that name lines which are added once: a SHA-256. */
    public static final int CONTENT_LENGTH = 32;

    private static final int HASHES = 64;
    private static final String BY_HASH =
            "SELECT hash, id FROM log_template WHERE hash IN (?" + ", ?".repeat(HASHES - 1) + ")";

    private final Database database;
    private final InstantSource clock;

    /** Writes to a database; the clock says when a template was seen. */
    public LogStore(Database database, InstantSource clock) {
        this.database = database;
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
        database.transaction(deadline, session -> add(session, changes));
    }

    /**
     * The same, unless it was done before: safe to repeat.
     *
     * @param content what names the lines, {@value #CONTENT_LENGTH} bytes
     * @return whether it was done now
     */
    public boolean addOnce(byte[] content, LogChanges changes, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, session -> {
            boolean first =
                    session.insert(ONCE, parameters -> parameters.add(content).add(clock.instant()));
            if (first) {
                add(session, changes);
            }
            return first;
        });
    }

    private int add(Session session, LogChanges changes) throws SQLException {
        List<LogChanges.Kept> templates = changes.templates().stream()
                // Everybody writes in the order of the key, so that nobody waits in a circle.
                .sorted(Comparator.comparing(LogChanges.Kept::key))
                .toList();
        List<LogChanges.Minute> minutes = changes.minutes().stream()
                .sorted(Comparator.comparing(LogChanges.Minute::begin))
                .toList();
        Instant now = clock.instant();
        session.updateEach(
                TEMPLATE,
                templates,
                (parameters, kept) -> parameters
                        .add(HexFormat.of().parseHex(kept.key()))
                        .add(kept.template().service())
                        .add(kept.template().level())
                        .add(kept.template().text())
                        .add(now));
        session.updateEach(
                MINUTE,
                minutes,
                (parameters, minute) -> parameters.add(minute.begin()).add(minute.lines()));
        session.insertEach(
                COUNT,
                counted(minutes, ids(session, minutes)),
                (parameters, each) ->
                        parameters.add(each.minute()).add(each.template()).add(each.lines()));
        return minutes.size();
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

    private static Map<String, Long> ids(Session session, List<LogChanges.Minute> minutes) throws SQLException {
        List<String> keys = List.copyOf(minutes.stream()
                .flatMap(minute -> minute.counts().keySet().stream())
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
        Map<String, Long> ids = new HashMap<>();
        for (int from = 0; from < keys.size(); from += HASHES) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + HASHES));
            session.all(
                            BY_HASH,
                            parameters -> {
                                for (int i = 0; i < HASHES; i++) {
                                    parameters.add(HexFormat.of().parseHex(some.get(Math.min(i, some.size() - 1))));
                                }
                            },
                            row -> Map.entry(ByteBuffer.wrap(row.bytes()), row.number()))
                    .forEach(entry ->
                            ids.put(HexFormat.of().formatHex(entry.getKey().array()), entry.getValue()));
        }
        return ids;
    }
}
