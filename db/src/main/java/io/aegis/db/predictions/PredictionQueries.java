/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.predictions;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Reads predictions and counts them. Nothing is cached. Thread-safe. */
public final class PredictionQueries {

    private static final Duration DAY = Duration.ofHours(24);

    private static final String TOTALS = """
            SELECT COALESCE(SUM(predictions), 0) AS total,
              COALESCE(SUM(IF(hour >= ?, predictions, 0)), 0) AS recent,
              COALESCE(SUM(IF(kind = 'ANOMALY' AND detected, predictions, 0)), 0) AS anomalies,
              COALESCE(SUM(IF(kind = 'FAILURE' AND detected, predictions, 0)), 0) AS failures
            FROM prediction_count""";

    private static final String WITHIN = "SELECT COUNT(*) FROM prediction WHERE created_at >= ? AND created_at < ?";

    private static final String LABELS = """
            SELECT COALESCE(SUM(correct), 0) AS correct, COALESCE(SUM(NOT correct), 0) AS wrong FROM prediction_label""";

    private static final String SERIES = "SELECT COUNT(*) FROM metric_series";

    private static final String ONE = "SELECT " + PredictionColumns.OF_PREDICTION + " FROM prediction p WHERE p.id = ?";

    private final ReadAccess database;
    private final InstantSource clock;

    /** Reads from a database; the clock says which hours are the last 24. */
    public PredictionQueries(ReadAccess database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A prediction. */
    public Optional<Prediction> find(UUID id, Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, execute -> execute.get(ONE, id).map(PredictionColumns::read));
    }

    /** Counts what is stored. Takes milliseconds however many predictions there are. */
    public PredictionCounts counts(Deadline deadline) throws DatabaseUnavailableException {
        Instant dayAgo = clock.instant().minus(DAY);
        Instant fullHour = dayAgo.plus(Duration.ofHours(1)).minusNanos(1).truncatedTo(ChronoUnit.HOURS);
        return database.read(deadline, execute -> counts(execute, dayAgo, fullHour));
    }

    private static PredictionCounts counts(DbExecute execute, Instant dayAgo, Instant fullHour) {
        long before = number(execute.get(WITHIN, Utc.of(dayAgo), Utc.of(fullHour)));
        DbRow totals = execute.get(TOTALS, Utc.of(fullHour)).orElseThrow();
        DbRow labels = execute.get(LABELS).orElseThrow();
        return new PredictionCounts(
                totals.column("total").get(Long.class),
                totals.column("recent").get(Long.class) + before,
                totals.column("anomalies").get(Long.class),
                totals.column("failures").get(Long.class),
                labels.column("correct").get(Long.class),
                labels.column("wrong").get(Long.class),
                number(execute.get(SERIES)));
    }

    private static long number(Optional<DbRow> row) {
        return row.orElseThrow().column(1).get(Long.class);
    }
}
