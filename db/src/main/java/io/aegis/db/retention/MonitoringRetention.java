/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.retention;

import io.aegis.db.Transactions;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Removes old samples, series that have none left, minutes of logs, and predictions that nobody labelled: labels are what models are trained
 * on. Few rows at a time, so that nobody waits for their locks. Thread-safe.
 */
public final class MonitoringRetention {

    /** A look at the head of each series' own key range, as samples have no index by time alone. */
    private static final String WITH_OLD_SAMPLES = """
            SELECT id FROM metric_series
            WHERE EXISTS (SELECT 1 FROM metric_sample WHERE series_id = metric_series.id AND sampled_at < ?)
            ORDER BY id LIMIT ?""";

    private static final String SAMPLES = """
            DELETE FROM metric_sample WHERE series_id = ? AND sampled_at < ? ORDER BY sampled_at LIMIT ?""";

    private static final String EMPTY_SERIES = """
            DELETE FROM metric_series
            WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM metric_sample WHERE series_id = metric_series.id)
            LIMIT ?""";

    private static final String VERDICTS = """
            DELETE FROM series_verdict
            WHERE sampled_at < ? AND NOT EXISTS (SELECT 1 FROM metric_series WHERE hash = series_verdict.hash)
            LIMIT ?""";

    private static final String PREDICTIONS = """
            DELETE FROM prediction
            WHERE created_at < ? AND NOT EXISTS (SELECT 1 FROM prediction_label WHERE prediction_id = prediction.id)
            ORDER BY created_at LIMIT ?""";

    private static final String LOG_COUNTS = "DELETE FROM log_count WHERE minute < ? ORDER BY minute LIMIT ?";

    private static final String LOG_MINUTES = "DELETE FROM log_minute WHERE minute < ? ORDER BY minute LIMIT ?";

    private static final String LOG_TEMPLATES = """
            DELETE FROM log_template
            WHERE seen_at < ? AND NOT EXISTS (SELECT 1 FROM log_count WHERE template_id = log_template.id) LIMIT ?""";

    private static final int SERIES_AT_ONCE = 100;

    private final Transactions transactions;

    /** Removes from a database. */
    public MonitoringRetention(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Removes samples from before a moment, in one transaction.
     *
     * @return how many; fewer than {@code most} when there are no others
     */
    public int purgeSamples(Instant before, int most, Deadline deadline) throws DatabaseUnavailableException {
        LocalDateTime end = Utc.of(before);
        return transactions.transaction(deadline, execute -> {
            int removed = 0;
            List<Long> series = List.of();
            do {
                for (long id : series) {
                    removed += (int) execute.delete(SAMPLES, id, end, most - removed);
                    if (removed == most) {
                        return removed;
                    }
                }
                series = execute.query(WITH_OLD_SAMPLES, end, SERIES_AT_ONCE)
                        .map(row -> row.column(1).get(Long.class))
                        .toList();
            } while (!series.isEmpty());
            return removed;
        });
    }

    /**
     * Removes series that are older than a moment and have no samples, and verdicts on series that are gone; as {@link
     * #purgeSamples}.
     */
    public int purgeSeries(Instant before, int most, Deadline deadline) throws DatabaseUnavailableException {
        int series = purge(EMPTY_SERIES, before, most, deadline);
        return series == most ? series : series + purge(VERDICTS, before, most - series, deadline);
    }

    /** Removes predictions from before a moment that nobody labelled; as {@link #purgeSamples}. */
    public int purgePredictions(Instant before, int most, Deadline deadline) throws DatabaseUnavailableException {
        return purge(PREDICTIONS, before, most, deadline);
    }

    /** Removes what is known of minutes of logs from before a moment; as {@link #purgeSamples}. */
    public int purgeLogs(Instant before, int most, Deadline deadline) throws DatabaseUnavailableException {
        int counts = purge(LOG_COUNTS, before, most, deadline);
        return counts == most ? counts : counts + purge(LOG_MINUTES, before, most - counts, deadline);
    }

    /** Removes templates of lines that are older than a moment and that no minute has; as {@link #purgeSamples}. */
    public int purgeLogTemplates(Instant before, int most, Deadline deadline) throws DatabaseUnavailableException {
        return purge(LOG_TEMPLATES, before, most, deadline);
    }

    private int purge(String sql, Instant before, int most, Deadline deadline) throws DatabaseUnavailableException {
        return transactions.transaction(deadline, execute -> (int) execute.delete(sql, Utc.of(before), most));
    }
}
