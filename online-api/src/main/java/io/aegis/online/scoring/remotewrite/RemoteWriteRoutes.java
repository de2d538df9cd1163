package io.aegis.online.scoring.remotewrite;

import io.aegis.db.keys.Role;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.Series;
import io.aegis.online.http.LargeBodies;
import io.aegis.online.http.Request;
import io.aegis.online.http.Response;
import io.aegis.online.http.RouteTable;
import io.aegis.online.http.Routes;
import io.aegis.online.scoring.anomaly.AnomalyFinding;
import io.aegis.online.scoring.anomaly.AnomalyScoring;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.scoring.remotewrite.RemoteWriteMeters.Fate;
import io.aegis.online.security.Access;
import io.aegis.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code POST /api/v1/prometheus/write}: Prometheus remote write 1.0. Samples of mapped metrics are judged, learned and stored as
 * those of {@code detect-anomaly} are; a request in which an anomaly is found makes a prediction. The rest is counted and
 * ignored, as a sender that is refused would send it again or lose all of its batch.
 */
public final class RemoteWriteRoutes implements Routes {

    private static final String WANTED =
            "Content-Type: application/x-protobuf and Content-Encoding: snappy, as of remote write 1.0";
    private static final String MESSAGE_OF_1 = "prometheus.writerequest";
    private static final long LAST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private final AnomalyScoring scoring;
    private final PredictionBuffer predictions;
    private final LargeBodies largeBodies;
    private final MetricMapping mapping;
    private final RemoteWriteMeters meters;

    /**
     * The route.
     *
     * @param scoring judges
     * @param predictions takes anomalies that were found
     * @param largeBodies bounds how many large requests are worked on at once
     * @param mappingFile which metrics are scored, instead of the built-in mapping
     * @param registry where samples are counted
     * @throws io.aegis.settings.InvalidSettingsException when the file is wrong
     */
    public RemoteWriteRoutes(
            AnomalyScoring scoring,
            PredictionBuffer predictions,
            LargeBodies largeBodies,
            Optional<Path> mappingFile,
            MeterRegistry registry) {
        this.scoring = scoring;
        this.predictions = predictions;
        this.largeBodies = largeBodies;
        this.mapping = MetricMapping.load(mappingFile);
        this.meters = new RemoteWriteMeters(registry);
    }

    @Override
    public void addTo(RouteTable table) {
        table.post("/api/v1/prometheus/write", Access.of(Role.SCORING), largeBodies.guard(this::write));
    }

    private Response write(Request request) throws InterruptedException {
        if (!isVersionOne(request)) {
            throw ProblemException.unsupportedMediaType(WANTED);
        }
        byte[] body = request.bytes(WriteRequest.MAX_COMPRESSED);
        List<RemoteSeries> sent = request.read(body.length, () -> WriteRequest.read(body, request::weigh));
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        for (RemoteSeries each : sent) {
            take(each, samples);
        }
        if (!samples.isEmpty()) {
            AnomalyFinding finding = scoring.score(samples, OptionalInt.empty());
            if (finding.fresh() && (finding.anomaly() || finding.news())) {
                predictions.add(AnomalyScoring.prediction(finding));
            }
        }
        return Response.empty(204);
    }

    private void take(RemoteSeries sent, Map<Series, List<Measurement>> samples) {
        Optional<MetricMapping.Mapped> mapped;
        try {
            mapped = mapping.map(sent);
        } catch (IllegalArgumentException e) {
            meters.count(Fate.INVALID, sent.samples().size());
            return;
        }
        if (mapped.isEmpty()) {
            meters.count(Fate.UNMAPPED, sent.samples().size());
            return;
        }
        List<Measurement> usable = new ArrayList<>();
        for (RemoteSeries.Sample sample : sent.samples()) {
            double value = sample.value() * mapped.get().scale();
            if (!Double.isFinite(value)) {
                meters.count(Fate.STALE, 1);
            } else if (sample.millis() < 0 || sample.millis() > LAST_MILLIS) {
                meters.count(Fate.INVALID, 1);
            } else {
                usable.add(new Measurement(Instant.ofEpochMilli(sample.millis()), value));
            }
        }
        meters.count(Fate.SCORED, usable.size());
        if (!usable.isEmpty()) {
            samples.computeIfAbsent(mapped.get().series(), _ -> new ArrayList<>())
                    .addAll(usable);
        }
    }

    /** Version 2 has the same media type with another message in it. */
    private static boolean isVersionOne(Request request) {
        String[] type = request.header("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split(";", -1);
        boolean other = false;
        for (int i = 1; i < type.length; i++) {
            String parameter = type[i].strip();
            other |= parameter.startsWith("proto=")
                    && !parameter.replace("\"", "").equals("proto=" + MESSAGE_OF_1);
        }
        return type[0].strip().equals("application/x-protobuf")
                && !other
                && request.header("Content-Encoding")
                        .filter(coding -> coding.equalsIgnoreCase("snappy"))
                        .isPresent();
    }
}
