package io.aegis.db.predictions;

import io.aegis.db.ReadAccess;
import io.aegis.db.Row;
import io.aegis.db.Session;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
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
            SELECT SUM(predictions), SUM(IF(hour >= ?, predictions, 0)),
              SUM(IF(kind = 'ANOMALY' AND detected, predictions, 0)),
              SUM(IF(kind = 'FAILURE' AND detected, predictions, 0))
            FROM prediction_count""";

    private static final String WITHIN = "SELECT COUNT(*) FROM prediction WHERE created_at >= ? AND created_at < ?";

    private static final String LABELS = "SELECT SUM(correct), SUM(NOT correct) FROM prediction_label";

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
        return database.read(
                deadline, session -> session.first(ONE, parameters -> parameters.add(id), PredictionColumns::read));
    }

    /** Counts what is stored. Takes milliseconds however many predictions there are. */
    public PredictionCounts counts(Deadline deadline) throws DatabaseUnavailableException {
        Instant dayAgo = clock.instant().minus(DAY);
        Instant fullHour = dayAgo.plus(Duration.ofHours(1)).minusNanos(1).truncatedTo(ChronoUnit.HOURS);
        return database.read(deadline, session -> counts(session, dayAgo, fullHour));
    }

    private static PredictionCounts counts(Session session, Instant dayAgo, Instant fullHour) throws SQLException {
        long before = session.first(WITHIN, parameters -> parameters.add(dayAgo).add(fullHour), Row::number)
                .orElse(0L);
        long[] totals = session.first(TOTALS, parameters -> parameters.add(fullHour), row -> numbers(row, 4))
                .orElseThrow();
        long[] labels = session.first(LABELS, Session.Binding.NONE, row -> numbers(row, 2))
                .orElseThrow();
        long series = session.first(SERIES, Session.Binding.NONE, Row::number).orElse(0L);
        return new PredictionCounts(totals[0], totals[1] + before, totals[2], totals[3], labels[0], labels[1], series);
    }

    private static long[] numbers(Row row, int count) throws SQLException {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = row.number();
        }
        return numbers;
    }
}
