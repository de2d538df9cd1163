package io.aegis.online.scoring.failure;

import io.aegis.db.keys.Role;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.FiringAlert;
import io.aegis.online.http.Answer;
import io.aegis.online.http.Exchange;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.security.Access;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code POST /api/v1/alertmanager}: a webhook for Alertmanager. Firing alerts ask for a failure verdict, on all alerts that
 * are firing and the stored samples of their services; the same again gets the same verdict; a group whose alerts are all
 * resolved is done with.
 *
 * @param board what is firing
 * @param scoring judges
 * @param samples what is stored of the services' last minutes
 * @param predictions takes what was found
 * @param meters count it
 * @param clock says what time it is
 * @param ticker measures how long reading may take
 */
record AlertmanagerRoutes(
        AlertBoard board,
        FailureScoring scoring,
        RecentSamples samples,
        PredictionBuffer predictions,
        FailureMeters meters,
        InstantSource clock,
        Ticker ticker)
        implements Routes {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Override
    public void addTo(RouteTable table) {
        table.post("/api/v1/alertmanager", Access.of(Role.SCORING), this::receive);
    }

    private Answer receive(Exchange exchange) throws InterruptedException {
        Notification notification = Notification.read(exchange.json(Notification.MAX_BYTES));
        Instant now = clock.instant();
        AlertBoard.Change change = board.note(notification, now);
        if (change.firing().isEmpty() || change.known().isPresent()) {
            return answer(change, change.known());
        }
        Duration before = exchange.elapsed();
        FailureFinding finding = scoring.judge(new FailureRequest(
                samples.of(
                        change.firing().stream().map(FiringAlert::service).collect(Collectors.toSet()),
                        now,
                        Deadline.after(ticker, PATIENCE)),
                List.of(),
                change.all(),
                Map.of()));
        predictions.add(finding.prediction());
        board.judged(notification.group(), finding);
        meters.judged(finding, exchange.elapsed().minus(before));
        return answer(change, Optional.of(finding));
    }

    private static Answer answer(AlertBoard.Change change, Optional<FailureFinding> finding) {
        return Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringField("status", change.firing().isEmpty() ? "resolved" : "firing");
            json.writeBooleanField("duplicate", change.known().isPresent());
            json.writeNumberField("alerts_firing", change.all().size());
            json.writeFieldName("verdict");
            if (finding.isPresent()) {
                FailureJson.answer(finding.get()).writeTo(json);
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        });
    }
}
