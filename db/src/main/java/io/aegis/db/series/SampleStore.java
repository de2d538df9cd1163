package io.aegis.db.series;

import io.aegis.db.Database;
import io.aegis.db.Parameters;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores samples. Thread-safe. */
public final class SampleStore {

    private static final String NEW_SERIES = """
            INSERT INTO metric_series (hash, metric_type, labels, service, warmup, created_at)
            VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id""";

    private static final String NEW_SAMPLE = """
            INSERT INTO metric_sample (series_id, sampled_at, value) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE series_id = VALUES(series_id)""";

    private final Database database;
    private final InstantSource clock;

    /** Writes to a database; the clock says when a series is new. */
    public SampleStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Stores samples in one transaction, and the series that are new. What is stored already stays as it is, so repeating
     * is safe.
     *
     * @param batches a few thousand samples in all; more take longer than a statement may
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void append(List<SeriesBatch> batches, Deadline deadline) throws DatabaseUnavailableException {
        Map<ByteBuffer, SeriesBatch> byHash = new HashMap<>();
        List<SeriesBatch> again = new ArrayList<>();
        for (SeriesBatch batch : batches) {
            if (byHash.putIfAbsent(ByteBuffer.wrap(batch.series().hash()), batch) != null) {
                again.add(batch);
            }
        }
        database.transaction(deadline, session -> {
            Map<ByteBuffer, StoredSeries> stored = ids(session, byHash);
            List<SampleRow> rows = new ArrayList<>();
            byHash.forEach((hash, batch) -> add(rows, stored, hash, batch));
            again.forEach(
                    batch -> add(rows, stored, ByteBuffer.wrap(batch.series().hash()), batch));
            // Everybody inserts in the order of the key, so that nobody waits in a circle.
            rows.sort(
                    Comparator.comparingLong(SampleRow::series).thenComparing(SampleRow::sample, Measurement.IN_TIME));
            session.insertEach(
                    NEW_SAMPLE,
                    rows,
                    (parameters, row) -> parameters
                            .add(row.series())
                            .add(row.sample().time())
                            .add(row.sample().value()));
            return rows.size();
        });
    }

    private record SampleRow(long series, Measurement sample) {}

    private static void add(
            List<SampleRow> rows, Map<ByteBuffer, StoredSeries> stored, ByteBuffer hash, SeriesBatch batch) {
        StoredSeries series = stored.get(hash);
        if (series == null) {
            throw new IllegalStateException("a series that was just inserted is not there");
        }
        batch.samples().forEach(sample -> rows.add(new SampleRow(series.id(), sample)));
    }

    private Map<ByteBuffer, StoredSeries> ids(Session session, Map<ByteBuffer, SeriesBatch> batches)
            throws SQLException {
        Map<ByteBuffer, StoredSeries> stored = SampleHistory.lookUp(session, List.copyOf(batches.keySet()));
        List<Map.Entry<ByteBuffer, SeriesBatch>> missing = batches.entrySet().stream()
                .filter(entry -> !stored.containsKey(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        if (!missing.isEmpty()) {
            session.updateEach(NEW_SERIES, missing, (parameters, entry) -> bind(parameters, entry.getValue()));
            stored.putAll(SampleHistory.lookUp(
                    session, missing.stream().map(Map.Entry::getKey).toList()));
        }
        return stored;
    }

    private void bind(Parameters parameters, SeriesBatch batch) throws SQLException {
        parameters
                .add(batch.series().hash())
                .add(batch.series().type())
                .add(LabelsJson.write(batch.series().labels()))
                .addText(batch.series().service());
        if (batch.warmup().isPresent()) {
            parameters.add(batch.warmup().getAsInt());
        } else {
            parameters.addNull();
        }
        parameters.add(clock.instant());
    }
}
