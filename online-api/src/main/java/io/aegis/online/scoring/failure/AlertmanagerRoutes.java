/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.db.keys.Role;
import io.aegis.db.predictions.PredictionQueries;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.failure.FiringAlert;
import io.aegis.monitoring.failure.Observations;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.scoring.logs.RecentLogs;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.security.Access;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/alertmanager}: a webhook for Alertmanager and Grafana. Firing alerts ask for a failure verdict, on them and
 * the stored samples and newest lines of their services; other alerts that are firing are told as context. The same again gets
 * the same verdict; a group whose alerts are all resolved is done with. What Aegis itself raised is counted and no evidence.
 *
 * @param board what is firing
 * @param scoring judges
 * @param samples what is stored of the services' last minutes
 * @param lines the newest that collectors sent
 * @param predictions takes what was found
 * @param stored finds what was said before, by a process that ended or by another
 * @param meters count it
 * @param clock says what time it is
 * @param ticker measures how long reading may take
 */
record AlertmanagerRoutes(
        AlertBoard board,
        FailureScoring scoring,
        RecentSamples samples,
        RecentLogs lines,
        PredictionBuffer predictions,
        PredictionQueries stored,
        FailureMeters meters,
        InstantSource clock,
        Ticker ticker)
        implements Routes {

    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerRoutes.class);
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final int MOST_OTHERS = 20;

    @Override
    public void addTo(RouteTable table) {
        table.post("/api/v1/alertmanager", Access.of(Role.SCORING), this::receive);
    }

    private Response receive(Request request) throws InterruptedException {
        Notification posted = Notification.read(request.json(Notification.MAX_BYTES));
        Notification notification = posted.foreign();
        Instant now = clock.instant();
        AlertBoard.Change change = board.note(notification, now);
        if (change.firing().isEmpty()) {
            return answer(posted, change, Optional.empty(), false);
        }
        Optional<JsonContent> known = change.known().or(() -> said(change));
        if (known.isPresent()) {
            board.judged(notification.group(), known.get());
            return answer(posted, change, known, true);
        }
        Duration before = request.elapsed();
        Set<String> services =
                change.firing().stream().map(FiringAlert::service).collect(Collectors.toSet());
        FailureFinding finding = scoring.judge(
                new Observations(
                        samples.of(services, now, Deadline.after(ticker, TIMEOUT)),
                        lines.of(services, now.minus(samples.window()), now),
                        change.firing(),
                        Map.of()),
                change.prediction());
        predictions.add(finding.prediction());
        board.judged(notification.group(), FailureJson.answer(finding));
        meters.judged(finding, request.elapsed().minus(before));
        return answer(posted, change, Optional.of(FailureJson.answer(finding)), false);
    }

    /** What cannot be looked up in time is judged again, under the same id, of which the first to be stored stays. */
    private Optional<JsonContent> said(AlertBoard.Change change) {
        try {
            return stored.find(change.prediction(), Deadline.after(ticker, TIMEOUT))
                    .map(StoredVerdict::answer);
        } catch (DatabaseUnavailableException e) {
            LOG.debug("A notification is judged without a look at what was said before: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Response answer(
            Notification posted, AlertBoard.Change change, Optional<JsonContent> verdict, boolean duplicate) {
        boolean firing = posted.alerts().stream().anyMatch(ReceivedAlert::firing);
        long own = posted.alerts().stream().filter(ReceivedAlert::own).count();
        return Response.ok(json -> {
            json.writeStartObject();
            json.writeStringField("status", firing ? "firing" : "resolved");
            json.writeBooleanField("duplicate", duplicate);
            json.writeNumberField("alerts_firing", change.all().size());
            json.writeNumberField("alerts_ignored", own);
            json.writeFieldName("verdict");
            if (verdict.isPresent()) {
                verdict.get().writeTo(json);
            } else {
                json.writeNull();
            }
            json.writeArrayFieldStart("context");
            for (FiringAlert other : change.others().limit(MOST_OTHERS).toList()) {
                json.writeStartObject();
                json.writeStringField("alertname", other.name());
                json.writeStringField("service", other.service());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
