/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.Windows;
import io.aegis.online.http.QueryParameters;
import io.aegis.online.http.Request;
import io.aegis.online.http.json.Choices;
import io.aegis.online.http.json.JsonBody;
import io.aegis.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads the body of a request, and refuses it with everything that is wrong. */
public final class AnomalyReader {

    /** Most bytes of a body: 10,000 samples with some 800 bytes of JSON each. */
    public static final int MAX_BYTES = 8 << 20;

    /** Most samples of a request. */
    public static final int MAX_SAMPLES = 10_000;

    /** Bytes of a sample of a series of its own besides its JSON, and of what is said of it; by class histograms. */
    private static final long SAMPLE_WEIGHT = 1_000;

    private static final Choices<MetricType> TYPES = Choices.of(MetricType.class, MetricType::label);
    private static final String LABELS = "labels";

    /** A series as it was sent: many samples of a request are of the same, which is then made once. */
    private record Sent(MetricType type, JsonNode labels) {}

    private AnomalyReader() {}

    /**
     * Reads a request.
     *
     * @throws ProblemException when it is not as it should be
     */
    static AnomalyRequest read(Request request) {
        QueryParameters query = request.query();
        boolean points = query.bool("points").orElse(false);
        query.refuseIfWrong();
        JsonBody body = request.json(MAX_BYTES);
        body.require("metrics");
        weigh(request, body);
        Map<Series, List<Measurement>> samples = samples(body);
        JsonNode sent = body.value("metrics");
        if (sent.isArray() && sent.isEmpty()) {
            body.wrong("metrics", "must have 1 to " + MAX_SAMPLES + " samples");
        }
        OptionalInt warmup = body.object("context")
                .flatMap(context -> context.integer("warmup_samples", Windows.MIN_WARMUP, Windows.MAX_WARMUP))
                .map(number -> OptionalInt.of(number.intValue()))
                .orElse(OptionalInt.empty());
        body.refuseIfWrong();
        return new AnomalyRequest(samples, warmup, points);
    }

    /**
     * Notes how much memory the samples of the body take until they are answered.
     *
     * @throws ProblemException 503 when there is no room for them
     */
    public static void weigh(Request request, JsonBody body) {
        request.weigh(SAMPLE_WEIGHT * body.value("metrics").size());
    }

    /**
     * The samples in the field {@code metrics}, by series, each in the order sent. What is wrong is noted in the body; those
     * samples are left out.
     */
    public static Map<Series, List<Measurement>> samples(JsonBody body) {
        Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        Map<Sent, Series> known = new HashMap<>();
        for (JsonBody metric : body.objects("metrics", MAX_SAMPLES)) {
            metric.require("metric_type");
            metric.require("value");
            metric.require("timestamp");
            Optional<MetricType> type = metric.choice("metric_type", TYPES);
            OptionalDouble value = metric.number("value");
            Optional<Instant> time = metric.instant("timestamp");
            Optional<Series> series = series(metric, type, known);
            if (series.isPresent() && value.isPresent() && time.isPresent()) {
                samples.computeIfAbsent(series.get(), _ -> new ArrayList<>())
                        .add(new Measurement(time.get(), value.getAsDouble()));
            }
        }
        return samples;
    }

    private static Optional<Series> series(JsonBody metric, Optional<MetricType> type, Map<Sent, Series> known) {
        Optional<Sent> sent = type.map(each -> new Sent(each, metric.value(LABELS)));
        Optional<Series> before = sent.flatMap(each -> Optional.ofNullable(known.get(each)));
        if (before.isPresent()) {
            return before;
        }
        Optional<Map<String, String>> labels = labels(metric);
        try {
            Optional<Series> series = type.flatMap(each -> labels.map(some -> Series.of(each, some)));
            series.ifPresent(each -> sent.ifPresent(same -> known.put(same, each)));
            return series;
        } catch (IllegalArgumentException e) {
            return metric.wrong(
                    LABELS,
                    "must have at most " + Series.MAX_LABELS + " labels, with names of 1 to " + Series.MAX_NAME_LENGTH
                            + " characters and values of at most " + Series.MAX_VALUE_LENGTH);
        }
    }

    private static Optional<Map<String, String>> labels(JsonBody metric) {
        JsonNode labels = metric.value(LABELS);
        if (labels.isMissingNode()) {
            return Optional.of(Map.of());
        }
        if (!labels.isObject()) {
            return metric.wrong(LABELS, "must be an object of texts");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            if (!label.getValue().isTextual()) {
                return metric.wrong(LABELS + "." + label.getKey(), "must be a text");
            }
            texts.put(label.getKey(), label.getValue().textValue());
        }
        return Optional.of(texts);
    }
}
