/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.failure;

import io.aegis.db.keys.Role;
import io.aegis.monitoring.failure.Observations;
import io.aegis.online.http.LargeBodies;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.security.Access;
import java.time.Duration;

/**
 * {@code POST /api/v1/detect-failure}.
 *
 * @param scoring judges
 * @param predictions takes what was found
 * @param meters count it
 * @param largeBodies bounds how many large requests are worked on at once
 */
record FailureRoutes(
        FailureScoring scoring, PredictionBuffer predictions, FailureMeters meters, LargeBodies largeBodies)
        implements Routes {

    @Override
    public void addTo(RouteTable table) {
        table.post("/api/v1/detect-failure", Access.of(Role.SCORING), largeBodies.guard(this::detect));
    }

    private Response detect(Request exchange) throws InterruptedException {
        Observations request = FailureReader.read(exchange);
        Duration before = exchange.elapsed();
        FailureFinding finding = scoring.judge(request);
        predictions.add(finding.prediction());
        meters.judged(finding, exchange.elapsed().minus(before));
        return Response.ok(FailureJson.answer(finding));
    }
}
