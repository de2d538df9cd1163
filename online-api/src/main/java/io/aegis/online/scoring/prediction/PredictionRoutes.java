package io.aegis.online.scoring.prediction;

import io.aegis.db.keys.Caller;
import io.aegis.db.keys.Role;
import io.aegis.db.monitoring.PredictionCounts;
import io.aegis.db.monitoring.PredictionLabel;
import io.aegis.db.monitoring.PredictionQueries;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.ledger.LedgerUnavailableException;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.online.http.Answer;
import io.aegis.online.http.Choices;
import io.aegis.online.http.Exchange;
import io.aegis.online.http.Instants;
import io.aegis.online.http.JsonBody;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.problem.Refusal;
import io.aegis.online.security.Access;
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

    private static final Duration PATIENCE = Duration.ofSeconds(5);
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

    private Answer label(Exchange exchange) throws LedgerUnavailableException, InterruptedException {
        Supplier<Refusal> unknown = () -> Refusal.notFound("There is no prediction with this id.");
        UUID id = exchange.pathId("id").orElseThrow(unknown);
        JsonBody body = exchange.json();
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
                exchange.caller().map(Caller::id).orElse(""),
                clock.instant());
        if (!labelling.label(label)) {
            throw unknown.get();
        }
        return Answer.ok(PredictionJson.label(label));
    }

    private Answer unlabel(Exchange exchange) throws LedgerUnavailableException, InterruptedException {
        Supplier<Refusal> unknown = () -> Refusal.notFound("There is no prediction with this id.");
        if (!labelling.unlabel(exchange.pathId("id").orElseThrow(unknown))) {
            throw unknown.get();
        }
        return Answer.empty(204);
    }

    private Answer stats(Exchange exchange) throws LedgerUnavailableException {
        // What this process knows and the database does not yet.
        labelling.buffer().flush();
        PredictionCounts counts = queries.counts(Deadline.after(ticker, PATIENCE));
        return Answer.ok(json -> {
            json.writeStartObject();
            json.writeNumberField("total_predictions", counts.total());
            json.writeNumberField("predictions_last_24h", counts.last24Hours());
            json.writeNumberField("total_anomalies_detected", counts.anomalies());
            json.writeNumberField("total_failures_detected", counts.failures());
            json.writeNumberField("labelled_correct", counts.labelledCorrect());
            json.writeNumberField("labelled_wrong", counts.labelledWrong());
            json.writeNumberField("series", counts.series());
            json.writeStringField("timestamp", Instants.format(clock.instant()));
            json.writeEndObject();
        });
    }
}
