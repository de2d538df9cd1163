package io.aegis.online.scoring.anomaly;

import io.aegis.db.keys.Role;
import io.aegis.online.http.Answer;
import io.aegis.online.http.Exchange;
import io.aegis.online.http.LargeBodies;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.security.Access;
import java.time.Duration;

/**
 * {@code POST /api/v1/detect-anomaly}.
 *
 * @param scoring judges
 * @param predictions takes what was found
 * @param meters count it
 * @param largeBodies bounds how many large requests are worked on at once
 */
public record AnomalyRoutes(
        AnomalyScoring scoring, PredictionBuffer predictions, AnomalyMeters meters, LargeBodies largeBodies)
        implements Routes {

    @Override
    public void addTo(RouteTable table) {
        table.post("/api/v1/detect-anomaly", Access.of(Role.SCORING), largeBodies.guard(this::detect));
    }

    private Answer detect(Exchange exchange) throws InterruptedException {
        AnomalyRequest request = AnomalyReader.read(exchange);
        Duration before = exchange.elapsed();
        AnomalyFinding finding = scoring.score(request.samples(), request.warmup());
        predictions.add(AnomalyScoring.prediction(finding));
        Answer answer = Answer.ok(AnomalyJson.answer(finding, request.points()));
        meters.judged(finding, exchange.elapsed().minus(before));
        return answer;
    }
}
