/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.predictions.LabelledPrediction;
import io.aegis.db.predictions.Prediction;
import io.aegis.db.predictions.PredictionFilter;
import io.aegis.db.predictions.PredictionLabel;
import io.aegis.db.series.SeriesRow;
import io.aegis.db.series.SeriesVerdict;
import io.aegis.deadline.Deadline;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.failure.ServiceAlarm;
import io.aegis.online.http.json.StrictJson;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells of the series of a page what is announced, what is silent and what operators said of alerts. Thread-safe.
 *
 * @param maintenance what is announced
 * @param alarms what is said of services
 * @param labelled what operators said
 * @param clock says when now is
 */
public record SeriesStatuses(MaintenanceCalendar maintenance, Alarms alarms, Labelled labelled, InstantSource clock) {

    /** Somebody who speaks of an alert may do so of what was found this much before it began. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SILENT = Duration.ofMinutes(2);

    /** What is said of services, by their names. */
    @FunctionalInterface
    public interface Alarms {

        /** Of these; of others that are known nothing. */
        Map<String, ServiceAlarm> of(List<String> services, Deadline deadline) throws DatabaseUnavailableException;
    }

    /** What operators said of predictions. */
    @FunctionalInterface
    public interface Labelled {

        /** The newest that meet a filter, a page of them. */
        List<LabelledPrediction> newest(PredictionFilter filter, Deadline deadline) throws DatabaseUnavailableException;
    }

    /** What is to be told of rows, by their ids. */
    Map<Long, SeriesStatus> of(List<SeriesRow> rows, Deadline deadline) throws DatabaseUnavailableException {
        Instant now = clock.instant();
        Map<String, ServiceAlarm> services = alarms.of(
                rows.stream()
                        .flatMap(row -> row.series().service().stream())
                        .distinct()
                        .toList(),
                deadline);
        List<LabelledPrediction> said = rows.stream().anyMatch(SeriesRow::alerting) ? said(now, deadline) : List.of();
        Map<Long, SeriesStatus> standings = new HashMap<>();
        for (SeriesRow row : rows) {
            standings.put(
                    row.id(),
                    new SeriesStatus(
                            maintenance.until(row.series(), now),
                            row.series()
                                    .service()
                                    .flatMap(name -> Optional.ofNullable(services.get(name)))
                                    .filter(alarm -> alarm.state() == ServiceAlarm.State.SILENT)
                                    .flatMap(_ -> row.last())
                                    .map(last -> last.sample().time())
                                    .filter(time -> time.isBefore(now.minus(SILENT))),
                            acknowledged(row, said),
                            suppressed(row, now)));
        }
        return standings;
    }

    private boolean suppressed(SeriesRow row, Instant now) {
        return row.last()
                .flatMap(SeriesVerdict::alertSince)
                .flatMap(since -> maintenance.until(row.series(), since))
                .filter(_ -> maintenance.until(row.series(), now).isPresent())
                .isPresent();
    }

    private List<LabelledPrediction> said(Instant now, Deadline deadline) throws DatabaseUnavailableException {
        List<LabelledPrediction> all = new ArrayList<>();
        for (PredictionFilter.Said said : List.of(PredictionFilter.Said.CORRECT, PredictionFilter.Said.WRONG)) {
            all.addAll(labelled.newest(
                    new PredictionFilter(
                            Optional.empty(),
                            Optional.of(true),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(said),
                            Optional.empty(),
                            Optional.of(now.minus(DAY)),
                            Optional.empty()),
                    deadline));
        }
        return all;
    }

    private static Optional<PredictionLabel> acknowledged(SeriesRow row, List<LabelledPrediction> said) {
        Optional<Instant> since = row.last().filter(_ -> row.alerting()).flatMap(SeriesVerdict::alertSince);
        return since.flatMap(begun -> said.stream()
                .filter(each -> !each.prediction().createdAt().isBefore(begun.minus(BEFORE)))
                .filter(each -> concerns(each.prediction(), row.series()))
                .findFirst()
                .flatMap(LabelledPrediction::label));
    }

    /** Whether a series had a part in an anomaly, or its service in a failure. */
    private static boolean concerns(Prediction prediction, Series series) {
        JsonNode details = details(prediction);
        for (JsonNode service : details.path("affected_services")) {
            if (series.service().filter(service.asText()::equals).isPresent()) {
                return true;
            }
        }
        for (JsonNode each : details.path("series")) {
            if (series.type().label().equals(each.path("metric_type").asText())
                    && series.labels().equals(labels(each.path("labels")))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> labels(JsonNode labels) {
        Map<String, String> found = new HashMap<>();
        labels.properties()
                .forEach(label -> found.put(label.getKey(), label.getValue().asText()));
        return found;
    }

    private static JsonNode details(Prediction prediction) {
        try {
            return StrictJson.parse(prediction.details());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("predictions have JSON for details", e);
        }
    }
}
