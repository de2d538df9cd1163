/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.feedback.BadCursorException;
import io.aegis.db.feedback.Page;
import io.aegis.db.keys.Role;
import io.aegis.db.predictions.LabelledPrediction;
import io.aegis.db.predictions.PredictionFilter;
import io.aegis.db.predictions.PredictionKind;
import io.aegis.db.predictions.PredictionPages;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SeriesQueries;
import io.aegis.db.series.SeriesRow;
import io.aegis.db.series.StoredSeries;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.online.http.Pages;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * {@code GET /api/v1/predictions}: what was answered, newest first. {@code GET /api/v1/predictions/{id}}: one of them with its
 * details.
 *
 * @param pages reads predictions
 * @param series finds series by their ids
 * @param history finds the ids of series
 * @param buffer predictions on their way, which are written before one looks
 * @param ticker measures how long it may take
 */
public record PredictionList(
        PredictionPages pages, SeriesQueries series, SampleHistory history, PredictionBuffer buffer, Ticker ticker)
        implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int DEFAULT_LIMIT = 50;
    private static final int LONGEST_CURSOR = 128;

    private static final Choices<PredictionKind> KINDS =
            Choices.of(PredictionKind.class, kind -> kind.name().toLowerCase(Locale.ROOT));
    private static final Choices<Severity> SEVERITIES = Choices.of(Severity.class, Severity::label);
    private static final Choices<FailureType> FAILURES = Choices.of(FailureType.class, FailureType::label);
    private static final Choices<PredictionFilter.Said> LABELS =
            Choices.of(PredictionFilter.Said.class, said -> switch (said) {
                case CORRECT -> "correct";
                case WRONG -> "wrong";
                case NOTHING -> "none";
            });

    @Override
    public void addTo(RouteTable table) {
        table.get("/api/v1/predictions", Access.of(Role.SCORING), this::list)
                .get("/api/v1/predictions/{id}", Access.of(Role.SCORING), this::one);
    }

    private Response list(Request request) throws DatabaseUnavailableException {
        QueryParameters query = request.query();
        Optional<Long> of = query.parsed(
                "series",
                "must be the id of a series",
                text -> Optional.of(Long.parseLong(text)).filter(id -> id > 0));
        PredictionFilter filter = new PredictionFilter(
                query.choice("kind", KINDS),
                query.bool("detected"),
                query.choice("severity", SEVERITIES),
                query.choice("failure_type", FAILURES),
                query.choice("label", LABELS),
                Optional.empty(),
                query.instant("since"),
                query.instant("until"));
        int limit = query.integer("limit", 1, PredictionPages.MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Optional<String> cursor = query.text("cursor", LONGEST_CURSOR);
        query.refuseIfWrong();
        if (of.isPresent()) {
            filter = filter.about(series.find(of.get(), deadline())
                    .map(SeriesRow::series)
                    .orElseThrow(() -> ProblemException.invalid("series", "must be the id of a series")));
        }
        // What this process knows and the database does not yet.
        buffer.flush();
        try {
            Page<LabelledPrediction> page = pages.list(filter, limit, cursor, deadline());
            return Response.ok(Pages.of(page.items(), page.nextCursor(), PredictionJson::row));
        } catch (BadCursorException e) {
            throw ProblemException.invalid("cursor", "must be the next_cursor of the page before");
        }
    }

    private Response one(Request request) throws DatabaseUnavailableException {
        UUID id = request.pathId("id").orElseThrow(PredictionList::notFound);
        if (buffer.holds(id)) {
            buffer.flush();
        }
        LabelledPrediction found = pages.find(id, deadline()).orElseThrow(PredictionList::notFound);
        JsonNode details = PredictionJson.details(found.prediction());
        name(details.path("series"));
        return Response.ok(PredictionJson.whole(found, details));
    }

    private record Named(ObjectNode told, Series series) {}

    /** Adds the ids of series, by which their samples are found. */
    private void name(JsonNode told) throws DatabaseUnavailableException {
        List<Named> named = new ArrayList<>();
        for (JsonNode each : told) {
            Map<String, String> labels = new TreeMap<>();
            each.path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            Optional<MetricType> type =
                    MetricType.ofLabel(each.path("metric_type").asText());
            if (each instanceof ObjectNode object && type.isPresent()) {
                named.add(new Named(object, Series.of(type.get(), labels)));
            }
        }
        if (named.isEmpty()) {
            return;
        }
        Map<Series, StoredSeries> stored =
                history.find(named.stream().map(Named::series).toList(), deadline());
        for (Named each : named) {
            StoredSeries found = stored.get(each.series());
            if (found != null) {
                each.told().put("series_id", found.id());
            }
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no prediction with this id.");
    }

    private Deadline deadline() {
        return Deadline.after(ticker, TIMEOUT);
    }
}
