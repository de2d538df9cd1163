/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.aegis.db.MultiRowInsert;
import io.aegis.db.StatementRefusedException;
import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores samples. Thread-safe. */
public final class SampleStore {

    private static final MultiRowInsert NEW_SERIES = new MultiRowInsert("""
            INSERT INTO metric_series (hash, metric_type, labels, service, warmup, created_at)
            VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id""");

    private static final MultiRowInsert NEW_SAMPLE = new MultiRowInsert("""
            INSERT INTO metric_sample (series_id, sampled_at, value) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE series_id = VALUES(series_id)""");

    private static final String RENAME = "UPDATE metric_series SET service = ? WHERE id = ?";

    private final Transactions transactions;
    private final InstantSource clock;
    private final SeriesIds known = new SeriesIds();

    /** Writes to a database; the clock says when a series is new. */
    public SampleStore(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Stores samples in one transaction, and the series that are new. What is stored already stays as it is, so repeating
     * is safe; but a series that was stored for a service of another name, by an older rule, is from now on for the one it tells.
     *
     * @param batches a few thousand samples in all; more take longer than a statement may
     * @throws DatabaseUnavailableException when the commit was not confirmed in time
     */
    public void append(List<SeriesBatch> batches, Deadline deadline) throws DatabaseUnavailableException {
        Map<Series, Long> before =
                known.of(batches.stream().map(SeriesBatch::series).toList());
        try {
            known.learn(append(batches, before, deadline));
        } catch (StatementRefusedException e) {
            if (before.isEmpty()) {
                throw e;
            }
            // A series may have been removed since it was looked up, with the last of its samples.
            known.forget();
            known.learn(append(batches, Map.of(), deadline));
        }
    }

    private Map<Series, Long> append(List<SeriesBatch> batches, Map<Series, Long> before, Deadline deadline)
            throws DatabaseUnavailableException {
        Map<ByteBuffer, SeriesBatch> unknown = new HashMap<>();
        for (SeriesBatch batch : batches) {
            if (!before.containsKey(batch.series())) {
                unknown.putIfAbsent(ByteBuffer.wrap(batch.series().hash()), batch);
            }
        }
        return transactions.transaction(deadline, execute -> {
            Map<Series, Long> ids = new HashMap<>(before);
            Map<ByteBuffer, StoredSeries> found = ids(execute, unknown);
            unknown.forEach((hash, batch) -> {
                StoredSeries stored = found.get(hash);
                if (stored == null) {
                    throw new IllegalStateException("a series that was just inserted is not there");
                }
                ids.put(batch.series(), stored.id());
            });
            List<SampleRow> rows = new ArrayList<>();
            for (SeriesBatch batch : batches) {
                long id = Objects.requireNonNull(ids.get(batch.series()));
                batch.samples().forEach(sample -> rows.add(new SampleRow(id, sample)));
            }
            // Everybody inserts in the order of the key, so that nobody waits in a circle.
            rows.sort(
                    Comparator.comparingLong(SampleRow::series).thenComparing(SampleRow::sample, Measurement.IN_TIME));
            NEW_SAMPLE.insert(
                    execute,
                    rows,
                    row -> List.of(
                            row.series(),
                            Utc.of(row.sample().time()),
                            row.sample().value()));
            return ids;
        });
    }

    private record SampleRow(long series, Measurement sample) {}

    private Map<ByteBuffer, StoredSeries> ids(DbExecute execute, Map<ByteBuffer, SeriesBatch> batches) {
        if (batches.isEmpty()) {
            return Map.of();
        }
        Map<ByteBuffer, StoredSeries> stored = SampleHistory.lookUp(execute, List.copyOf(batches.keySet()));
        List<Map.Entry<ByteBuffer, SeriesBatch>> missing = batches.entrySet().stream()
                .filter(entry -> !stored.containsKey(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .toList();
        stored.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            Optional<String> service =
                    Objects.requireNonNull(batches.get(entry.getKey())).series().service();
            if (!service.equals(entry.getValue().service())) {
                execute.update(RENAME, service.orElse(null), entry.getValue().id());
            }
        });
        if (!missing.isEmpty()) {
            NEW_SERIES.insert(execute, missing, entry -> columns(entry.getValue()));
            stored.putAll(SampleHistory.lookUp(
                    execute, missing.stream().map(Map.Entry::getKey).toList()));
        }
        return stored;
    }

    private List<@Nullable Object> columns(SeriesBatch batch) {
        return Arrays.asList(
                batch.series().hash(),
                batch.series().type().name(),
                LabelsJson.write(batch.series().labels()),
                batch.series().service().orElse(null),
                batch.warmup().isPresent() ? batch.warmup().getAsInt() : null,
                Utc.of(clock.instant()));
    }
}
