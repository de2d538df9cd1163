/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.db.InList;
import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Reads what was stored of many series since a moment of each, {@value InList#SIZE} series by one statement. Thread-safe. */
public final class SamplesSince implements SamplesSinceReader {

    /** Most samples of one statement; series of one that has more are cut off. */
    public static final int MOST = 4_096;

    private static final String RANGE = "(series_id = ? AND sampled_at >= ?)";

    private static final String SELECT = """
            SELECT series_id, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', sampled_at) AS micros, value
            FROM metric_sample WHERE\s""";

    private static final String ORDER = " ORDER BY series_id, sampled_at, value LIMIT ?";

    private static final String ONE = SELECT + RANGE + ORDER;

    private static final String MANY = SELECT + String.join(" OR ", Collections.nCopies(InList.SIZE, RANGE)) + ORDER;

    private final ReadAccess database;

    /** Reads from a database. */
    public SamplesSince(ReadAccess database) {
        this.database = database;
    }

    /**
     * From when on samples of a series are wanted.
     *
     * @param series its id
     * @param since the first moment
     */
    public record Mark(long series, Instant since) {}

    /**
     * What was found.
     *
     * @param samples of each series that has some, in order
     * @param cut ids of series of which there are more than could be read; they are not in the map
     */
    public record Stored(Map<Long, List<Measurement>> samples, Set<Long> cut) {

        /** Nothing was stored. */
        public static final Stored NONE = new Stored(Map.of(), Set.of());

        /** Copies both. */
        public Stored {
            samples = Map.copyOf(samples);
            cut = Set.copyOf(cut);
        }

        /** The samples of a series. */
        public List<Measurement> of(long series) {
            return samples.getOrDefault(series, List.of());
        }
    }

    private record Row(long series, Measurement sample) {}

    @Override
    public Stored read(List<Mark> marks, Deadline deadline) throws DatabaseUnavailableException {
        Map<Long, List<Measurement>> samples = new HashMap<>();
        Set<Long> cut = new HashSet<>();
        database.read(deadline, execute -> {
            samples.clear();
            cut.clear();
            InList.each(marks, some -> {
                List<Row> rows = execute.createQuery(some.size() == 1 ? ONE : MANY)
                        .params(parameters(some))
                        .execute()
                        .map(SamplesSince::row)
                        .toList();
                if (rows.size() < MOST) {
                    rows.forEach(row -> samples.computeIfAbsent(row.series(), _ -> new ArrayList<>())
                            .add(row.sample()));
                } else {
                    some.forEach(mark -> cut.add(mark.series()));
                }
            });
            return samples.size();
        });
        return new Stored(samples, cut);
    }

    private static List<Object> parameters(List<Mark> marks) {
        List<Object> parameters = new ArrayList<>();
        marks.forEach(mark -> add(parameters, mark));
        // A shorter list has its last range several times, which the server reads once.
        for (int missing = marks.size() == 1 ? 0 : InList.SIZE - marks.size(); missing > 0; missing--) {
            add(parameters, marks.getLast());
        }
        parameters.add(MOST);
        return parameters;
    }

    private static void add(List<Object> parameters, Mark mark) {
        parameters.add(mark.series());
        parameters.add(Utc.of(mark.since()));
    }

    private static Row row(DbRow row) {
        long millis = TimeUnit.MICROSECONDS.toMillis(row.column("micros").get(Long.class));
        return new Row(
                row.column("series_id").get(Long.class),
                new Measurement(
                        Instant.ofEpochMilli(millis), row.column("value").get(Double.class)));
    }
}
