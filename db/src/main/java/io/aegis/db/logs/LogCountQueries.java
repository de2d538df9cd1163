/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.logs;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogMinute;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.monitoring.logs.LogTemplateHistory;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what is counted of lines, under the ids that the database gives their templates. Thread-safe. */
public final class LogCountQueries implements LogCountCache.Source {

    private static final String TEMPLATES =
            "SELECT id, service, level, tokens FROM log_template ORDER BY seen_at DESC, id LIMIT ?";

    private static final String MINUTES = "SELECT minute, total FROM log_minute WHERE minute >= ? AND minute < ?";

    private static final String COUNTS = """
            SELECT minute, template_id, seen FROM log_count WHERE minute >= ? AND minute < ?
            ORDER BY minute DESC, template_id LIMIT ?""";

    /** Of an hour: 2,000 templates in each minute. */
    private static final int MOST_COUNTS = 120_000;

    private final ReadAccess database;

    /** Reads from a database. */
    public LogCountQueries(ReadAccess database) {
        this.database = database;
    }

    private record Counted(Instant minute, int template, int lines) {}

    @Override
    public List<LogTemplate> templates(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(TEMPLATES, LogTemplateHistory.MOST_TEMPLATES)
                        .map(LogCountQueries::template)
                        .toList());
    }

    @Override
    public Map<Long, LogMinute> minutes(Instant from, Instant until, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(deadline, execute -> {
            Map<Instant, Integer> totals = new HashMap<>();
            execute.query(MINUTES, Utc.of(from), Utc.of(until))
                    .forEach(row -> totals.put(
                            row.column("minute").get(Instant.class),
                            row.column("total").get(Integer.class)));
            Map<Instant, Map<Integer, Integer>> counts = new HashMap<>();
            execute.query(COUNTS, Utc.of(from), Utc.of(until), MOST_COUNTS)
                    .map(LogCountQueries::counted)
                    .forEach(each -> counts.computeIfAbsent(each.minute(), _ -> new HashMap<>())
                            .put(each.template(), each.lines()));
            Map<Long, LogMinute> minutes = new TreeMap<>();
            totals.forEach((minute, total) -> minutes.put(
                    LogTemplateHistory.minuteOf(minute), new LogMinute(counts.getOrDefault(minute, Map.of()), total)));
            return minutes;
        });
    }

    private static LogTemplate template(DbRow row) {
        String tokens = row.column("tokens").get(String.class);
        return new LogTemplate(
                Math.toIntExact(row.column("id").get(Long.class)),
                row.column("service").get(String.class),
                row.column("level").get(LogLevel.class),
                tokens.isEmpty() ? List.of() : List.of(tokens.split(" ")));
    }

    private static Counted counted(DbRow row) {
        return new Counted(
                row.column("minute").get(Instant.class),
                Math.toIntExact(row.column("template_id").get(Long.class)),
                row.column("seen").get(Integer.class));
    }
}
