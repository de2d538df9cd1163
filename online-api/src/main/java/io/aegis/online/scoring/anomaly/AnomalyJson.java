/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.predictions.Prediction;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import io.aegis.policy.PolicyVerdict;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings as JSON. */
final class AnomalyJson {

    /** How many of the loudest series are kept with a prediction, fewer when they would be too long. */
    private static final int[] KEPT = {20, 5, 1, 0};

    private AnomalyJson() {}

    /** The answer to a request. */
    static JsonContent answer(AnomalyFinding finding, boolean points) {
        return json -> {
            json.writeStartObject();
            json.writeBooleanField("is_anomaly", finding.anomaly());
            json.writeBooleanField("alert", finding.alert());
            json.writeStringField("alert_reason", finding.telling().decision().text());
            json.writeNumberField("anomaly_score", finding.score());
            json.writeStringField("severity", finding.severity().label());
            json.writeStringField(
                    "recommended_action", finding.decision().recommended().label());
            json.writeNumberField("confidence", finding.confidence());
            json.writeArrayFieldStart("affected_metrics");
            for (MetricType type : finding.affected()) {
                json.writeString(type.label());
            }
            json.writeEndArray();
            json.writeFieldName("details");
            details(json, finding, finding.series(), points);
            json.writeStringField("prediction_id", finding.id().toString());
            json.writeStringField("timestamp", Rfc3339.format(finding.at()));
            json.writeEndObject();
        };
    }

    /** What is stored with the prediction: the same details without points, of the loudest series. */
    static String stored(AnomalyFinding finding) {
        String text = "{}";
        for (int kept : KEPT) {
            List<SeriesFinding> loudest = finding.series().stream().limit(kept).toList();
            text = new String(StrictJson.bytes(json -> details(json, finding, loudest, false)), StandardCharsets.UTF_8);
            if (text.length() <= Prediction.MAX_DETAILS) {
                break;
            }
        }
        return text;
    }

    private static void details(JsonGenerator json, AnomalyFinding finding, List<SeriesFinding> series, boolean points)
            throws IOException {
        SeriesFinding loudest = finding.series().getFirst();
        json.writeStartObject();
        json.writeStringField("model", finding.models().getFirst());
        json.writeArrayFieldStart("models");
        for (String model : finding.models()) {
            json.writeString(model);
        }
        json.writeEndArray();
        json.writeNumberField("samples_seen", loudest.verdicts().samplesSeen());
        json.writeNumberField("threshold", finding.threshold());
        json.writeNumberField("series_count", finding.series().size());
        json.writeArrayFieldStart("series");
        for (SeriesFinding each : series) {
            series(json, each, finding.threshold(), points);
        }
        json.writeEndArray();
        combinations(json, finding);
        policy(json, finding);
        json.writeEndObject();
    }

    private static void combinations(JsonGenerator json, AnomalyFinding finding) throws IOException {
        json.writeArrayFieldStart("combinations");
        for (Combination each : finding.combinations()) {
            json.writeStartObject();
            json.writeStringField("service", each.service());
            json.writeStringField("model", each.model());
            json.writeNumberField("score", each.score());
            json.writeBooleanField("is_anomaly", each.begins());
            json.writeNumberField("series", each.series());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void series(JsonGenerator json, SeriesFinding finding, double threshold, boolean points)
            throws IOException {
        Verdict verdict = finding.verdict();
        json.writeStartObject();
        json.writeStringField("metric_type", finding.series().type().label());
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : finding.series().labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("score", finding.score());
        json.writeNumberField("raw_score", finding.rawScore());
        json.writeBooleanField("is_anomaly", finding.anomaly());
        json.writeBooleanField("ongoing", finding.ongoing());
        alert(json, finding);
        json.writeNumberField("observed", finding.observed().value());
        json.writeStringField("timestamp", Rfc3339.format(finding.observed().time()));
        json.writeNumberField("expected", finite(verdict.band().expected()));
        json.writeNumberField("lower", finite(verdict.band().lower()));
        json.writeNumberField("upper", finite(verdict.band().upper()));
        json.writeStringField("reason", verdict.reason().text());
        json.writeStringField("model", finding.model());
        json.writeNumberField("samples_seen", finding.verdicts().samplesSeen());
        json.writeNumberField("maturity", verdict.maturity());
        json.writeStringField("standing", verdict.standing().name().toLowerCase(Locale.ROOT));
        json.writeStringField("history", finding.verdicts().history().label());
        if (points) {
            points(json, finding, threshold);
        }
        json.writeEndObject();
    }

    private static void alert(JsonGenerator json, SeriesFinding finding) throws IOException {
        AlertDecision decision = finding.decision();
        json.writeBooleanField("alert", decision.alert());
        json.writeStringField("alert_reason", decision.text());
        json.writeStringField("alert_since", decision.alert() ? Rfc3339.format(decision.since()) : null);
        json.writeNumberField("effect", decision.effect());
        json.writeNumberField("least_effect", finite(decision.leastEffect()));
        json.writeStringField("severity", finding.severity().label());
    }

    private static void points(JsonGenerator json, SeriesFinding finding, double threshold) throws IOException {
        json.writeArrayFieldStart("points");
        for (int place = 0; place < finding.sent().size(); place++) {
            Measurement sample = finding.sent().get(place);
            double score = finding.verdicts().verdicts().get(place).score();
            json.writeStartObject();
            json.writeStringField("timestamp", Rfc3339.format(sample.time()));
            json.writeNumberField("value", sample.value());
            json.writeNumberField("score", score);
            AlertDecision decision = finding.verdicts().alerts().get(place);
            json.writeBooleanField("is_anomaly", decision.anomaly(score, threshold));
            json.writeBooleanField("alert", decision.alert());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void policy(JsonGenerator json, AnomalyFinding finding) throws IOException {
        PolicyVerdict verdict = finding.decision().verdict();
        json.writeObjectFieldStart("policy");
        json.writeBooleanField("asked", verdict.asked());
        json.writeBooleanField("allowed", verdict.allowed());
        json.writeStringField("reason", verdict.reason().orElse(null));
        json.writeStringField("proposed_action", finding.decision().proposed().label());
        json.writeStringField("decision_id", verdict.decisionId().orElse(null));
        json.writeStringField("source", verdict.source().label());
        json.writeEndObject();
    }

    /** JSON has no infinities, which bands of values near the largest number reach. */
    private static double finite(double value) {
        return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
}
