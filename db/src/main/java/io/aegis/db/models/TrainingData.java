package io.aegis.db.models;

import io.aegis.db.ReadAccess;
import io.aegis.db.Row;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.model.LabelledIncident;
import io.aegis.storage.DatabaseUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads what models are trained and judged on. Thread-safe. */
public final class TrainingData {

    /** Most incidents, and most labelled predictions, that are read: the newest. */
    public static final int MOST_INCIDENTS = 5_000;

    /** Most services whose anomalies are learned. */
    public static final int MOST_SERVICES = 500;

    private static final String IMPORTED = """
            SELECT started_at, failure_type, rules_type, rules_confidence, features FROM incident
            WHERE features IS NOT NULL AND failure_type <> 'UNKNOWN'
            ORDER BY started_at DESC, id DESC LIMIT ?""";

    private static final String LABELLED = """
            SELECT p.created_at, COALESCE(l.failure_type, p.failure_type), p.details
            FROM prediction_label l JOIN prediction p ON p.id = l.prediction_id
            WHERE p.kind = 'FAILURE' AND (l.failure_type IS NOT NULL OR (l.correct AND p.detected))
              AND COALESCE(l.failure_type, p.failure_type) <> 'UNKNOWN'
            ORDER BY l.labelled_at DESC, p.id DESC LIMIT ?""";

    private static final String SERVICES = """
            SELECT service FROM metric_series WHERE service IS NOT NULL GROUP BY service HAVING COUNT(*) > 1
            ORDER BY service LIMIT ?""";

    private static final String OF_SERVICE = """
            SELECT started_at, COALESCE(ended_at, started_at) FROM incident
            WHERE service = ? AND started_at <= ? AND COALESCE(ended_at, started_at) >= ?
            ORDER BY started_at LIMIT ?""";

    /** What operators say of answers on samples in which a name occurs; whose answers those are is for the details to say. */
    private static final String SAID = """
            SELECT p.created_at, p.detected, l.correct, p.details
            FROM prediction_label l JOIN prediction p ON p.id = l.prediction_id
            WHERE p.kind = 'ANOMALY' AND LOCATE(?, p.details) > 0
            ORDER BY l.labelled_at DESC, p.id DESC LIMIT ?""";

    private final ReadAccess database;

    /** Reads from a database. */
    public TrainingData(ReadAccess database) {
        this.database = database;
    }

    /**
     * A time in which a service was not well.
     *
     * @param from its first moment
     * @param to its last; a moment alone when nobody knows how long it took
     */
    public record Episode(Instant from, Instant to) {

        /** Whether a moment lies in it, or so shortly after its begin that it is still being noticed. */
        public boolean holds(Instant moment, Duration noticing) {
            Instant end = to.isAfter(from.plus(noticing)) ? to : from.plus(noticing);
            return !moment.isBefore(from) && !moment.isAfter(end);
        }
    }

    /** Failures of which the kind is known and what they looked like: imported ones, and those that operators labelled. In order of time. */
    public List<LabelledIncident> incidents(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(deadline, session -> {
            List<LabelledIncident> all = new ArrayList<>();
            session.all(IMPORTED, parameters -> parameters.add(MOST_INCIDENTS), TrainingData::imported)
                    .forEach(incident -> incident.ifPresent(all::add));
            session.all(LABELLED, parameters -> parameters.add(MOST_INCIDENTS), TrainingData::labelled)
                    .forEach(incident -> incident.ifPresent(all::add));
            all.sort(Comparator.comparing(LabelledIncident::at).thenComparing(LabelledIncident::type));
            return List.copyOf(all);
        });
    }

    /** Services with several series. */
    public List<String> services(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline, session -> session.all(SERVICES, parameters -> parameters.add(MOST_SERVICES), Row::text));
    }

    /**
     * What operators say of a moment of a service, by their label of an answer on its samples.
     *
     * @param at when the sample was taken that the answer was about
     * @param unwell whether something was wrong with the service then: an anomaly that was rightly told, or one that was missed
     */
    public record Remark(Instant at, boolean unwell) {}

    /** What operators say of a service, in order of time. */
    public List<Remark> remarks(String service, Deadline deadline) throws DatabaseUnavailableException {
        return database
                .read(
                        deadline,
                        session -> session.all(
                                SAID,
                                parameters -> parameters
                                        .add(ToldSeries.quoted(service))
                                        .add(MOST_INCIDENTS),
                                row -> remarks(service, row)))
                .stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Remark::at).thenComparing(Remark::unwell))
                .toList();
    }

    private static List<Remark> remarks(String service, Row row) throws SQLException {
        Instant created = row.moment();
        boolean detected = row.truth();
        boolean correct = row.truth();
        return ToldSeries.moments(row.text(), service, detected, created).stream()
                .map(at -> new Remark(at, detected == correct))
                .toList();
    }

    /** When a service was not well, as imports say, within a time. */
    public List<Episode> episodes(String service, Instant from, Instant to, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                session -> session.all(
                        OF_SERVICE,
                        parameters -> parameters.add(service).add(to).add(from).add(MOST_INCIDENTS),
                        row -> new Episode(row.moment(), row.moment())));
    }

    private static Optional<LabelledIncident> imported(Row row) throws SQLException {
        Instant at = row.moment();
        FailureType type = FailureType.valueOf(row.text());
        FailureType rules = FailureType.valueOf(row.text());
        double confidence = row.decimal();
        return FeaturesJson.read(row.text())
                .map(features -> new LabelledIncident(at, type, new Diagnosis(rules, confidence, false), features));
    }

    private static Optional<LabelledIncident> labelled(Row row) throws SQLException {
        Instant at = row.moment();
        FailureType type = FailureType.valueOf(row.text());
        return FeaturesJson.ofDetails(row.text())
                .map(told -> new LabelledIncident(at, type, told.rules(), told.features()));
    }
}
