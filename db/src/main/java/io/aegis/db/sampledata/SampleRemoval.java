/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.sampledata;

import io.aegis.db.Database;
import io.aegis.db.MultiRowInsert;
import io.aegis.db.personaldata.FeedbackErasure;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Series;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Removes samples, a few in each transaction, so that nobody waits for their locks. Repeating is safe. Thread-safe. */
public final class SampleRemoval {

    /** The most rows that one transaction removes. */
    public static final int AT_ONCE = 50;

    private static final int SAMPLES_AT_ONCE = 2_000;

    private static final String FEEDBACK = """
            SELECT id, clean_content FROM sample_feedback JOIN feedback ON id = feedback_id LIMIT ? FOR UPDATE""";

    private static final String PREDICTIONS = """
            SELECT prediction_id, kind, detected, DATE_FORMAT(created_at, '%Y-%m-%d %H:00:00') AS hour
            FROM sample_prediction LEFT JOIN prediction ON id = prediction_id LIMIT ? FOR UPDATE""";

    private static final MultiRowInsert NOTE = new MultiRowInsert(
            "INSERT INTO sample_prediction (prediction_id) VALUES (?) ON DUPLICATE KEY UPDATE prediction_id = prediction_id");

    private static final String UNCOUNT = """
            UPDATE prediction_count SET predictions = predictions - 1
            WHERE hour = ? AND kind = ? AND detected = ? AND predictions > 0""";

    private static final String SERIES = "SELECT id FROM metric_series WHERE hash = ?";

    private static final String SERIES_SAMPLES = "DELETE FROM metric_sample WHERE series_id = ? LIMIT ?";

    private final Database database;

    /** Removes from a database. */
    public SampleRemoval(Database database) {
        this.database = database;
    }

    /** Notes that predictions, which are stored next, are samples. */
    public void note(List<UUID> predictions, Deadline deadline) throws DatabaseUnavailableException {
        database.transaction(deadline, execute -> NOTE.insert(execute, predictions, List::of));
    }

    /**
     * Removes some more rows of feedback, with all that hangs on them. Groups count them out afterwards.
     *
     * @return how many; fewer than {@value #AT_ONCE} when there are no others
     */
    public int feedback(Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            List<DbRow> rows = execute.query(FEEDBACK, AT_ONCE).toList();
            rows.forEach(row -> FeedbackErasure.erase(
                    execute,
                    row.column("id").get(UUID.class),
                    row.column("clean_content").get(String.class)));
            return rows.size();
        });
    }

    /** Removes some more predictions, as {@link #feedback}. */
    public int predictions(Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            List<DbRow> rows = execute.query(PREDICTIONS, AT_ONCE).toList();
            for (DbRow row : rows) {
                UUID id = row.column("prediction_id").get(UUID.class);
                row.column("hour")
                        .as(String.class)
                        .asOptional()
                        .ifPresent(hour -> execute.update(
                                UNCOUNT,
                                hour,
                                row.column("kind").get(String.class),
                                row.column("detected").get(Boolean.class)));
                execute.delete("DELETE FROM prediction_label WHERE prediction_id = ?", id);
                execute.delete("DELETE FROM prediction WHERE id = ?", id);
                execute.delete("DELETE FROM sample_prediction WHERE prediction_id = ?", id);
            }
            return rows.size();
        });
    }

    /**
     * Removes a series with its samples and what was said of it last.
     *
     * @return whether there is more of it, for another transaction
     */
    public boolean series(Series series, Deadline deadline) throws DatabaseUnavailableException {
        return database.transaction(deadline, execute -> {
            Optional<Long> id = execute.get(SERIES, series.hash())
                    .map(row -> row.column("id").get(Long.class));
            if (id.isPresent()) {
                if (execute.delete(SERIES_SAMPLES, id.get(), SAMPLES_AT_ONCE) == SAMPLES_AT_ONCE) {
                    return true;
                }
                execute.delete("DELETE FROM metric_series WHERE id = ?", id.get());
            }
            execute.delete("DELETE FROM series_verdict WHERE hash = ?", series.hash());
            return false;
        });
    }
}
