/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.aegis.db.keys.Role;
import io.aegis.online.http.LargeBodies;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.scoring.anomaly.AnomalyFinding;
import io.aegis.online.scoring.anomaly.AnomalyScoring;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code POST /api/v1/prometheus/write}: Prometheus remote write 1.0 and 2.0. What the mapping makes of the samples is judged,
 * learned and stored as the samples of {@code detect-anomaly} are; a request in which an anomaly is found makes a prediction. The
 * rest is counted and ignored, as a sender that is refused would send it again or lose all of its batch. Series with wrong
 * labels are refused (400) after the others were taken.
 */
public final class RemoteWriteRoutes implements Routes {

    private static final String WANTED =
            "Content-Type: application/x-protobuf and Content-Encoding: snappy, as of remote write 1.0, or 2.0 with"
                    + " proto=io.prometheus.write.v2.Request";
    private static final String MESSAGE_OF_1 = "prometheus.writerequest";
    private static final String MESSAGE_OF_2 = "io.prometheus.write.v2.request";

    private final AnomalyScoring scoring;
    private final PredictionBuffer predictions;
    private final LargeBodies largeBodies;
    private final MetricIntake intake;
    private final RemoteWriteMeters meters;

    /**
     * The route.
     *
     * @param scoring judges
     * @param predictions takes anomalies that were found
     * @param largeBodies bounds how many large requests are worked on at once
     * @param mapped makes what is judged of what is sent
     */
    public RemoteWriteRoutes(
            AnomalyScoring scoring, PredictionBuffer predictions, LargeBodies largeBodies, MappedMetrics mapped) {
        this.scoring = scoring;
        this.predictions = predictions;
        this.largeBodies = largeBodies;
        this.intake = mapped.intake();
        this.meters = mapped.meters();
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/api/v1/prometheus/write", Access.of(Role.SCORING), largeBodies.guard(this::write));
    }

    private Response write(Request request) throws InterruptedException {
        WriteRequest.Version version = version(request);
        byte[] body = request.bytes(WriteBudget.MAX_COMPRESSED);
        ReceivedWrite received = request.read(body.length, () -> WriteRequest.read(body, version, request::weigh));
        MetricIntake.Taken taken = intake.take(received.series());
        taken.fates().forEach(meters::count);
        if (!taken.samples().isEmpty()) {
            AnomalyFinding finding = scoring.score(taken.samples(), OptionalInt.empty());
            if (finding.fresh() && (finding.anomaly() || finding.news())) {
                predictions.add(AnomalyScoring.prediction(finding));
            }
        }
        Map<String, String> written = version == WriteRequest.Version.TWO
                ? Map.of(
                        written("Samples"), Integer.toString(received.samples()),
                        written("Histograms"), Integer.toString(received.histograms()),
                        written("Exemplars"), "0")
                : Map.of();
        if (received.refused() > 0) {
            throw ProblemException.partlyMalformed(
                    "Series were refused, and the others taken: " + received.refused() + ", such as one of which "
                            + String.join("; ", received.mistakes()) + ".",
                    written);
        }
        return Response.empty(204).with(written);
    }

    private static String written(String what) {
        return "X-Prometheus-Remote-Write-" + what + "-Written";
    }

    /** Both versions have the same media type, with another message in it. */
    private static WriteRequest.Version version(Request request) {
        String[] type = request.header("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split(";", -1);
        String message = MESSAGE_OF_1;
        for (int i = 1; i < type.length; i++) {
            String parameter = type[i].strip();
            if (parameter.startsWith("proto=")) {
                message = parameter.substring("proto=".length()).replace("\"", "");
            }
        }
        boolean packed = request.header("Content-Encoding")
                .filter(coding -> coding.equalsIgnoreCase("snappy"))
                .isPresent();
        if (packed && type[0].strip().equals("application/x-protobuf")) {
            if (message.equals(MESSAGE_OF_1)) {
                return WriteRequest.Version.ONE;
            }
            if (message.equals(MESSAGE_OF_2)) {
                return WriteRequest.Version.TWO;
            }
        }
        throw ProblemException.unsupportedMediaType(WANTED);
    }
}
