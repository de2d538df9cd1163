/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.series;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.predictions.PredictionLabel;
import io.aegis.db.series.SeriesRow;
import io.aegis.db.series.SeriesVerdict;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.scoring.memory.SeriesReplay.Judged;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Series as JSON. */
final class SeriesJson {

    private SeriesJson() {}

    /** A series of a list. */
    static JsonContent row(SeriesRow row, SeriesStatus standing, double threshold) {
        return json -> {
            json.writeStartObject();
            fields(json, row, standing.suppressed(), threshold);
            standing(json, standing);
            json.writeEndObject();
        };
    }

    private static void standing(JsonGenerator json, SeriesStatus standing) throws IOException {
        json.writeStringField(
                "maintenance_until",
                standing.maintenanceUntil().map(Rfc3339::format).orElse(null));
        json.writeStringField(
                "silent_since", standing.silentSince().map(Rfc3339::format).orElse(null));
        json.writeStringField(
                "acknowledged_by",
                standing.acknowledged().map(PredictionLabel::labelledBy).orElse(null));
        json.writeStringField(
                "acknowledged_at",
                standing.acknowledged()
                        .map(PredictionLabel::labelledAt)
                        .map(Rfc3339::format)
                        .orElse(null));
    }

    /** What a series is and what was said of it last. */
    private static void fields(JsonGenerator json, SeriesRow row, boolean suppressed, double threshold)
            throws IOException {
        Optional<SeriesVerdict> last = row.last();
        json.writeNumberField("id", row.id());
        json.writeStringField("metric_type", row.series().type().label());
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : row.series().labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeStringField("service", row.series().service().orElse(null));
        json.writeStringField("created_at", Rfc3339.format(row.createdAt()));
        json.writeFieldName("last");
        if (last.isPresent()) {
            json.writeStartObject();
            json.writeStringField(
                    "timestamp", Rfc3339.format(last.get().sample().time()));
            json.writeNumberField("value", last.get().sample().value());
            json.writeNumberField("score", last.get().score());
            json.writeNumberField("raw_score", last.get().rawScore());
            json.writeBooleanField("is_anomalous", last.get().rawScore() >= threshold);
            Optional<Instant> alerts = last.get().alertSince().filter(_ -> !suppressed);
            json.writeBooleanField("alert", alerts.isPresent());
            json.writeStringField("alert_since", alerts.map(Rfc3339::format).orElse(null));
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        json.writeStringField(
                "anomalous_at",
                last.flatMap(SeriesVerdict::anomalousAt).map(Rfc3339::format).orElse(null));
    }

    /** A sample with what was expected and found. */
    static void point(JsonGenerator json, Judged judged, double threshold) throws IOException {
        Verdict verdict = judged.verdict();
        json.writeStartObject();
        json.writeStringField("timestamp", Rfc3339.format(judged.sample().time()));
        json.writeNumberField("value", judged.sample().value());
        json.writeNumberField("expected", finite(verdict.band().expected()));
        json.writeNumberField("lower", finite(verdict.band().lower()));
        json.writeNumberField("upper", finite(verdict.band().upper()));
        json.writeNumberField("score", verdict.score());
        json.writeNumberField("raw_score", verdict.rawScore());
        AlertDecision decision = judged.alert();
        json.writeBooleanField("is_anomaly", decision.anomaly(verdict.score(), threshold));
        json.writeBooleanField("ongoing", decision.ongoing(verdict, threshold));
        json.writeBooleanField("alert", decision.alert());
        json.writeStringField("alert_reason", decision.reason() == AlertReason.ORDINARY ? null : decision.text());
        json.writeStringField("alert_since", decision.alert() ? Rfc3339.format(decision.since()) : null);
        json.writeStringField(
                "reason", verdict.rawScore() >= threshold ? verdict.reason().text() : null);
        json.writeEndObject();
    }

    /** JSON has no infinities. */
    private static double finite(double value) {
        return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
}
