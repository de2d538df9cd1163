/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.logs;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.logs.LogChanges;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what is known of logs, for a {@link io.aegis.monitoring.logs.LogTemplateHistory} to go on from. Thread-safe. */
public final class LogQueries {

    private static final String TEMPLATES = """
            SELECT hash, service, level, tokens FROM log_template ORDER BY seen_at DESC, id LIMIT ?""";

    private static final String MINUTES = "SELECT minute, total FROM log_minute ORDER BY minute DESC LIMIT ?";

    private static final String COUNTS = """
            SELECT c.minute, t.hash, c.seen FROM log_count c JOIN log_template t ON t.id = c.template_id
            WHERE c.minute >= ? ORDER BY c.minute DESC LIMIT ?""";

    private static final int MOST_COUNTS = 500_000;

    private final ReadAccess database;

    /** Reads from a database. */
    public LogQueries(ReadAccess database) {
        this.database = database;
    }

    private record Total(Instant minute, int lines) {}

    private record Counted(Instant minute, String key, int lines) {}

    /**
     * The newest templates and minutes.
     *
     * @param templates at the most
     * @param minutes at the most, of those that had lines
     */
    public LogChanges newest(int templates, int minutes, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            List<LogChanges.Kept> kept =
                    execute.query(TEMPLATES, templates).map(LogQueries::kept).toList();
            List<Total> totals =
                    execute.query(MINUTES, minutes).map(LogQueries::total).toList();
            if (totals.isEmpty()) {
                return new LogChanges(kept, List.of());
            }
            List<Counted> counts = execute.query(COUNTS, Utc.of(totals.getLast().minute()), MOST_COUNTS)
                    .map(LogQueries::counted)
                    .toList();
            return new LogChanges(kept, minutes(totals, counts));
        });
    }

    private static List<LogChanges.Minute> minutes(List<Total> totals, List<Counted> counts) {
        Map<Instant, Map<String, Integer>> byMinute = new LinkedHashMap<>();
        totals.forEach(total -> byMinute.put(total.minute(), new HashMap<>()));
        counts.forEach(count ->
                byMinute.getOrDefault(count.minute(), new HashMap<>()).merge(count.key(), count.lines(), Integer::sum));
        return totals.stream()
                .map(total -> new LogChanges.Minute(
                        total.minute(), total.lines(), byMinute.getOrDefault(total.minute(), Map.of())))
                .toList();
    }

    private static LogChanges.Kept kept(DbRow row) {
        String tokens = row.column("tokens").get(String.class);
        return new LogChanges.Kept(
                key(row),
                new LogTemplate(
                        0,
                        row.column("service").get(String.class),
                        row.column("level").get(LogLevel.class),
                        tokens.isEmpty() ? List.of() : List.of(tokens.split(" "))));
    }

    private static Total total(DbRow row) {
        return new Total(
                row.column("minute").get(Instant.class), row.column("total").get(Integer.class));
    }

    private static Counted counted(DbRow row) {
        return new Counted(
                row.column("minute").get(Instant.class),
                key(row),
                row.column("seen").get(Integer.class));
    }

    private static String key(DbRow row) {
        return HexFormat.of().formatHex(row.column("hash").get(byte[].class));
    }
}
