/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import io.aegis.db.keys.Role;
import io.aegis.monitoring.counter.LastReadings;
import io.aegis.monitoring.graph.CallSink;
import io.aegis.online.http.LargeBodies;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.http.json.JsonBodyReader;
import io.aegis.online.scoring.anomaly.AnomalyFinding;
import io.aegis.online.scoring.anomaly.AnomalyScoring;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.scoring.remotewrite.MappedValues;
import io.aegis.online.scoring.wire.BodyCoding;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.OptionalInt;

/**
 * {@code POST /v1/metrics}, {@code POST /v1/logs} and {@code POST /v1/traces}. Samples are judged, learned and stored as those of {@code detect-anomaly} are; a
 * request in which an anomaly is found makes a prediction. Metrics that nothing here wants are counted and ignored: they are no
 * partial success, as their sender can do nothing about them. Of traces only who calls whom is taken.
 */
public final class OtlpRoutes implements Routes {

    private static final String WANTED =
            "Content-Type: application/x-protobuf or application/json, plain or with Content-Encoding: gzip";

    /** Counts that are remembered of counters: 8 MB, and as much besides. */
    private static final long MOST_COUNTS = 1_000_000;

    private final AnomalyScoring scoring;
    private final PredictionBuffer predictions;
    private final LogIntake logs;
    private final CallSink calls;
    private final CallJoin join = new CallJoin();
    private final LargeBodies largeBodies;
    private final InstantSource clock;
    private final PointIntake metrics;

    /**
     * The routes.
     *
     * @param scoring judges samples
     * @param predictions takes anomalies that were found
     * @param logs takes lines
     * @param calls takes who calls whom
     * @param largeBodies bounds how many large requests are worked on at once
     * @param mapping for metrics that no semantic convention knows
     * @param registry where points are counted
     * @param clock says what time it is
     */
    public OtlpRoutes(
            AnomalyScoring scoring,
            PredictionBuffer predictions,
            LogIntake logs,
            CallSink calls,
            LargeBodies largeBodies,
            MappedValues mapping,
            MeterRegistry registry,
            InstantSource clock) {
        this.scoring = scoring;
        this.predictions = predictions;
        this.logs = logs;
        this.calls = calls;
        this.largeBodies = largeBodies;
        this.clock = clock;
        this.metrics = new PointIntake(new SampleDerivation(new LastReadings(MOST_COUNTS)), mapping, registry);
    }

    /** Takes what a request says. */
    @FunctionalInterface
    private interface Signal {
        Response take(Request request, BodyCoding coding, byte[] message) throws IOException, InterruptedException;
    }

    @Override
    public void addTo(RouteTable table) {
        table.postAsSent(
                "/v1/metrics", Access.of(Role.SCORING), largeBodies.guard(request -> take(request, this::metrics)));
        table.postAsSent("/v1/logs", Access.of(Role.SCORING), largeBodies.guard(request -> take(request, this::logs)));
        table.postAsSent(
                "/v1/traces", Access.of(Role.SCORING), largeBodies.guard(request -> take(request, this::traces)));
    }

    private static Response take(Request request, Signal signal) throws InterruptedException {
        BodyCoding coding = BodyCoding.of(request)
                .filter(each -> each.packing() != BodyCoding.Packing.SNAPPY)
                .orElseThrow(() -> ProblemException.unsupportedMediaType(WANTED));
        try {
            return signal.take(request, coding, coding.message(request));
        } catch (IOException e) {
            return refused(
                    coding,
                    ProblemException.malformed(
                            "The body is not the message that OTLP has here" + JsonBodyReader.position(e) + "."));
        } catch (ProblemException e) {
            return refused(coding, e);
        }
    }

    private static Response refused(BodyCoding coding, ProblemException problem) {
        if (coding.isProtobuf()) {
            return OtlpAnswer.refused(problem);
        }
        throw problem;
    }

    private Response metrics(Request request, BodyCoding coding, byte[] message)
            throws IOException, InterruptedException {
        MetricsRequest.Read read =
                BodyCoding.inTurn(request, message.length, () -> MetricsRequest.read(coding.cursor(message)));
        request.weigh(read.weight());
        PointIntake.Taken taken = metrics.take(read);
        if (!taken.samples().isEmpty()) {
            AnomalyFinding finding = scoring.score(taken.samples(), OptionalInt.empty());
            if (finding.fresh() && (finding.anomaly() || finding.news())) {
                predictions.add(AnomalyScoring.prediction(finding));
            }
        }
        return OtlpAnswer.taken(
                coding,
                "rejectedDataPoints",
                taken.rejected(),
                "Points need times in nanoseconds since 1970, not ahead, finite values, fitting counts and usual labels.");
    }

    private Response logs(Request request, BodyCoding coding, byte[] message) throws IOException {
        LogsRequest.Read read = BodyCoding.inTurn(
                request, message.length, () -> LogsRequest.read(coding.cursor(message), clock.instant()));
        logs.take(LogIntake.Protocol.OTLP, read.lines(), read.rejected());
        return OtlpAnswer.taken(
                coding,
                "rejectedLogRecords",
                read.rejected(),
                "Of one request up to " + LogIntake.MAX_LINES
                        + " records are taken; their times are nanoseconds since 1970.");
    }

    private Response traces(Request request, BodyCoding coding, byte[] message) throws IOException {
        SpansRequest.Read read =
                BodyCoding.inTurn(request, message.length, () -> SpansRequest.read(coding.cursor(message)));
        calls.called(join.join(read.spans()));
        return OtlpAnswer.taken(
                coding, "rejectedSpans", read.rejected(), "Spans need times, in nanoseconds since 1970.");
    }
}
