/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import io.aegis.db.ReadAccess;
import io.aegis.db.Utc;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.monitoring.model.LabelledIncident;
import io.aegis.storage.DatabaseUnavailableException;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
            SELECT p.created_at, COALESCE(l.failure_type, p.failure_type) AS failure_type, p.details
            FROM prediction_label l JOIN prediction p ON p.id = l.prediction_id
            WHERE p.kind = 'FAILURE' AND (l.failure_type IS NOT NULL OR (l.correct AND p.detected))
              AND COALESCE(l.failure_type, p.failure_type) <> 'UNKNOWN'
            ORDER BY l.labelled_at DESC, p.id DESC LIMIT ?""";

    private static final String SERVICES = """
            SELECT service FROM metric_series
            WHERE service IS NOT NULL AND JSON_VALUE(labels, '$.aegis_sample') IS NULL GROUP BY service HAVING COUNT(*) > 1
            ORDER BY service LIMIT ?""";

    private static final String OF_SERVICE = """
            SELECT started_at, COALESCE(ended_at, started_at) AS last_at FROM incident
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
        return database.read(deadline, execute -> {
            List<LabelledIncident> imported = execute.query(IMPORTED, MOST_INCIDENTS)
                    .flatMap(row -> imported(row).stream())
                    .toList();
            List<LabelledIncident> labelled = execute.query(LABELLED, MOST_INCIDENTS)
                    .flatMap(row -> labelled(row).stream())
                    .toList();
            return Stream.concat(imported.stream(), labelled.stream())
                    .sorted(Comparator.comparing(LabelledIncident::at).thenComparing(LabelledIncident::type))
                    .toList();
        });
    }

    /** Services with several series. */
    public List<String> services(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(SERVICES, MOST_SERVICES)
                        .map(row -> row.column(1).get(String.class))
                        .toList());
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
        return database.read(
                deadline,
                execute -> execute.query(SAID, ReportedSeries.quoted(service), MOST_INCIDENTS)
                        .flatMap(row -> remarks(service, row))
                        .sorted(Comparator.comparing(Remark::at).thenComparing(Remark::unwell))
                        .toList());
    }

    private static Stream<Remark> remarks(String service, DbRow row) {
        boolean detected = row.column("detected").get(Boolean.class);
        boolean correct = row.column("correct").get(Boolean.class);
        Instant created = row.column("created_at").get(Instant.class);
        return ReportedSeries.moments(row.column("details").get(String.class), service, detected, created).stream()
                .map(at -> new Remark(at, detected == correct));
    }

    /** When a service was not well, as imports say, within a time. */
    public List<Episode> episodes(String service, Instant from, Instant to, Deadline deadline)
            throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(OF_SERVICE, service, Utc.of(to), Utc.of(from), MOST_INCIDENTS)
                        .map(row -> new Episode(
                                row.column("started_at").get(Instant.class),
                                row.column("last_at").get(Instant.class)))
                        .toList());
    }

    private static Optional<LabelledIncident> imported(DbRow row) {
        Diagnosis rules = new Diagnosis(
                row.column("rules_type").get(FailureType.class),
                row.column("rules_confidence").get(Double.class),
                false);
        return FeaturesJson.read(row.column("features").get(String.class))
                .map(features ->
                        new LabelledIncident(row.column("started_at").get(Instant.class), type(row), rules, features));
    }

    private static Optional<LabelledIncident> labelled(DbRow row) {
        return FeaturesJson.ofDetails(row.column("details").get(String.class))
                .map(told -> new LabelledIncident(
                        row.column("created_at").get(Instant.class), type(row), told.rules(), told.features()));
    }

    private static FailureType type(DbRow row) {
        return row.column("failure_type").get(FailureType.class);
    }
}
