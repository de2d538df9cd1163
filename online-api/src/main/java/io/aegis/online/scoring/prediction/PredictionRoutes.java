/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.prediction;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.predictions.PredictionCounts;
import io.aegis.db.predictions.PredictionLabel;
import io.aegis.db.predictions.PredictionQueries;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.time.Rfc3339;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * {@code POST /api/v1/predictions/{id}/label}: an operator says whether a prediction was right, or with
 * {@code DELETE} takes that back. {@code GET
 * /api/v1/metrics/stats}: how many there were, from the database.
 */
public final class PredictionRoutes implements Routes {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Choices<FailureType> FAILURES = Choices.of(FailureType.class, FailureType::label);

    private final Labelling labelling;
    private final PredictionQueries queries;
    private final InstantSource clock;
    private final Ticker ticker;

    /**
     * The routes.
     *
     * @param labelling labels
     * @param queries counts
     * @param clock says when a label was given
     * @param ticker measures how long counting may take
     */
    public PredictionRoutes(Labelling labelling, PredictionQueries queries, InstantSource clock, Ticker ticker) {
        this.labelling = labelling;
        this.queries = queries;
        this.clock = clock;
        this.ticker = ticker;
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/api/v1/predictions/{id}/label", Access.of(Role.SCORING), this::label);
        table.delete("/api/v1/predictions/{id}/label", Access.of(Role.SCORING), this::unlabel);
        table.get("/api/v1/metrics/stats", Access.of(Role.SCORING), this::stats);
    }

    private Response label(Request request) throws DatabaseUnavailableException, InterruptedException {
        Supplier<ProblemException> unknown = () -> ProblemException.notFound("There is no prediction with this id.");
        UUID id = request.pathId("id").orElseThrow(unknown);
        JsonBody body = request.json();
        body.require("correct");
        Optional<Boolean> correct = body.bool("correct");
        Optional<FailureType> failure = body.choice("failure_type", FAILURES);
        Optional<String> note = body.text("note", PredictionLabel.MAX_NOTE);
        body.refuseIfWrong();
        PredictionLabel label = new PredictionLabel(
                id,
                correct.orElseThrow(),
                failure,
                note,
                request.caller().map(Caller::signature).orElse(""),
                clock.instant());
        if (!labelling.label(label, request.actor())) {
            throw unknown.get();
        }
        return Response.ok(PredictionJson.label(label));
    }

    private Response unlabel(Request request) throws DatabaseUnavailableException, InterruptedException {
        Supplier<ProblemException> unknown = () -> ProblemException.notFound("There is no prediction with this id.");
        if (!labelling.unlabel(request.pathId("id").orElseThrow(unknown), request.actor())) {
            throw unknown.get();
        }
        return Response.empty(204);
    }

    private Response stats(Request request) throws DatabaseUnavailableException {
        // What this process knows and the database does not yet.
        labelling.buffer().flush();
        PredictionCounts counts = queries.counts(Deadline.after(ticker, TIMEOUT));
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeNumberField("total_predictions", counts.total());
            json.writeNumberField("predictions_last_24h", counts.last24Hours());
            json.writeNumberField("total_anomalies_detected", counts.anomalies());
            json.writeNumberField("total_failures_detected", counts.failures());
            json.writeNumberField("labelled_correct", counts.labelledCorrect());
            json.writeNumberField("labelled_wrong", counts.labelledWrong());
            json.writeNumberField("series", counts.series());
            json.writeStringField("timestamp", Rfc3339.format(clock.instant()));
            json.writeEndObject();
        });
    }
}
