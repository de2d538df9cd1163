/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import io.aegis.db.keys.Role;
import io.aegis.online.http.LargeBodies;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.security.Access;
import java.time.Duration;
import java.util.Locale;

/**
 * {@code POST /api/v1/detect-anomaly}.
 *
 * @param scoring judges
 * @param samples takes what is learned
 * @param predictions takes what was found
 * @param meters count it
 * @param largeBodies bounds how many large requests are worked on at once
 */
public record AnomalyRoutes(
        AnomalyScoring scoring,
        SampleBuffer samples,
        PredictionBuffer predictions,
        AnomalyMeters meters,
        LargeBodies largeBodies)
        implements Routes {

    /** Requests of more samples than these wait for room to store them, rather than that they are dropped. */
    private static final int MANY = 100;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @Override
    public void addTo(RouteTable table) {
        table.post("/api/v1/detect-anomaly", Access.of(Role.SCORING), largeBodies.guard(this::detect));
    }

    private Response detect(Request exchange) throws InterruptedException {
        AnomalyRequest request = AnomalyReader.read(exchange);
        if (request.count() > MANY) {
            samples.awaitRoom(request.count(), TIMEOUT);
        }
        Duration before = exchange.elapsed();
        AnomalyFinding finding = scoring.score(request.samples(), request.warmup());
        predictions.add(AnomalyScoring.prediction(finding));
        Response response = Response.ok(AnomalyJson.answer(finding, request.points()));
        Duration took = exchange.elapsed();
        meters.took(took.minus(before));
        return response.with(
                "Server-Timing", String.format(Locale.ROOT, "total;dur=%.3f", took.toNanos() / NANOS_PER_MILLI));
    }
}
