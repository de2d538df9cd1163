package io.aegis.online.scoring.failure;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.predictions.Prediction;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.Finding;
import io.aegis.monitoring.failure.FiringAlert;
import io.aegis.monitoring.failure.MetricFinding;
import io.aegis.monitoring.failure.RootCause;
import io.aegis.monitoring.logs.LogTemplate;
import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import io.aegis.online.policy.PolicyDecision;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Failure verdicts as JSON. */
final class FailureJson {

    private static final int MOST_RANKED = 20;
    private static final int LONGEST_TEMPLATE = 300;
    static final String ROOT_CAUSE = "root_cause";
    static final String AFFECTED = "affected_services";

    /** How many services' evidence is kept with a prediction, fewer when it would be too long. */
    private static final int[] KEPT = {FailureVerdict.MOST_EVIDENCE, 3, 1, 0};

    private FailureJson() {}

    /** The answer to a request. */
    static JsonContent answer(FailureFinding finding) {
        return json -> {
            FailureVerdict verdict = finding.verdict();
            json.writeStartObject();
            json.writeBooleanField("failure_detected", verdict.detected());
            json.writeStringField(
                    "failure_type", verdict.type().map(type -> type.label()).orElse(null));
            json.writeStringField("severity", verdict.severity().label());
            texts(
                    json,
                    "recommended_actions",
                    finding.recommended().stream().map(action -> action.label()).toList());
            json.writeNumberField("confidence", verdict.confidence());
            json.writeStringField(ROOT_CAUSE, verdict.rootCause().orElse(null));
            texts(json, AFFECTED, verdict.affected());
            json.writeFieldName("details");
            json.writeStartObject();
            members(json, finding, FailureVerdict.MOST_EVIDENCE);
            json.writeEndObject();
            json.writeStringField("prediction_id", finding.id().toString());
            json.writeStringField("timestamp", Rfc3339.format(finding.at()));
            json.writeEndObject();
        };
    }

    /** What is stored with the prediction: the same details, as far as there is room, and what else the answer says. */
    static String stored(FailureFinding finding) {
        String text = "{}";
        for (int kept : KEPT) {
            text = new String(
                    StrictJson.bytes(json -> {
                        json.writeStartObject();
                        json.writeStringField(
                                ROOT_CAUSE, finding.verdict().rootCause().orElse(null));
                        texts(json, AFFECTED, finding.verdict().affected());
                        members(json, finding, kept);
                        json.writeEndObject();
                    }),
                    StandardCharsets.UTF_8);
            if (text.length() <= Prediction.MAX_DETAILS) {
                return text;
            }
        }
        return "{}";
    }

    private static void members(JsonGenerator json, FailureFinding finding, int evidence) throws IOException {
        FailureVerdict verdict = finding.verdict();
        json.writeStringField("model", finding.models().getFirst());
        texts(json, "models", finding.models());
        json.writeObjectFieldStart("window");
        json.writeStringField("from", Rfc3339.format(verdict.basis().from()));
        json.writeStringField("until", Rfc3339.format(verdict.basis().until()));
        json.writeEndObject();
        json.writeObjectFieldStart("ignored");
        json.writeNumberField("metrics", verdict.basis().ignoredSamples());
        json.writeNumberField("logs", verdict.basis().ignoredLogs());
        json.writeEndObject();
        json.writeStringField("history", finding.historyKnown() ? "known" : "unreachable");
        json.writeNumberField("log_minutes", verdict.basis().logMinutes());
        json.writeNumberField("margin", verdict.margin());
        json.writeStringField("likely_type", verdict.likely().label());
        json.writeNumberField("type_confidence", verdict.typeConfidence());
        json.writeNumberField("root_cause_confidence", verdict.located());
        typing(json, verdict.typing());
        texts(json, "hard_signs", verdict.basis().hardSigns());
        texts(json, "idle_services", verdict.idle().stream().limit(MOST_RANKED).toList());
        json.writeArrayFieldStart("ranking");
        for (RootCause.Suspect suspect : verdict.suspects().stream()
                .limit(evidence == 0 ? 1 : MOST_RANKED)
                .toList()) {
            json.writeStartObject();
            json.writeStringField("service", suspect.service());
            json.writeNumberField("suspicion", suspect.suspicion());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("evidence");
        for (Finding each : verdict.evidence().stream().limit(evidence).toList()) {
            evidence(json, each);
        }
        json.writeEndArray();
        policy(json, finding);
    }

    /** What the next training learns from, when an operator says what it was. */
    private static void typing(JsonGenerator json, FailureVerdict.Typing typing) throws IOException {
        json.writeObjectFieldStart("typing");
        json.writeStringField("rules", typing.rules().type().label());
        json.writeNumberField("rules_confidence", typing.rules().confidence());
        json.writeArrayFieldStart("features");
        for (double value : typing.features().values()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void evidence(JsonGenerator json, Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("service", finding.service());
        json.writeArrayFieldStart("metrics");
        for (MetricType type : MetricType.values()) {
            Optional<MetricFinding> metric = finding.metric(type);
            if (metric.isPresent()) {
                json.writeStartObject();
                json.writeStringField("metric_type", type.label());
                json.writeNumberField("observed", metric.get().evidence().peak());
                json.writeNumberField("usual", metric.get().evidence().usual());
                json.writeNumberField("deviations", metric.get().evidence().raised());
                json.writeBooleanField("has_history", metric.get().seasoned());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeObjectFieldStart("logs");
        json.writeNumberField("lines", finding.lines().size());
        json.writeNumberField("errors", finding.logs().errors());
        json.writeNumberField("vanished", finding.logs().vanished());
        json.writeStringField("loudest", template(finding.logs().loudest()));
        json.writeStringField("missing", template(finding.logs().missing()));
        json.writeEndObject();
        texts(json, "alerts", finding.alerts().stream().map(FiringAlert::name).toList());
        json.writeEndObject();
    }

    private static String template(Optional<LogTemplate> template) {
        String text = template.map(LogTemplate::text).orElse("");
        return text.codePointCount(0, text.length()) <= LONGEST_TEMPLATE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEMPLATE));
    }

    private static void policy(JsonGenerator json, FailureFinding finding) throws IOException {
        json.writeObjectFieldStart("policy");
        decision(json, finding.telling());
        json.writeArrayFieldStart("decisions");
        for (PolicyDecision decision : finding.decisions()) {
            json.writeStartObject();
            decision(json, decision);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void decision(JsonGenerator json, PolicyDecision decision) throws IOException {
        json.writeBooleanField("asked", decision.verdict().asked());
        json.writeBooleanField("allowed", decision.verdict().allowed());
        json.writeStringField("reason", decision.verdict().reason().orElse(null));
        json.writeStringField("proposed_action", decision.proposed().label());
        json.writeStringField("recommended_action", decision.recommended().label());
        json.writeStringField("decision_id", decision.verdict().decisionId().orElse(null));
        json.writeStringField("source", decision.verdict().source().label());
    }

    static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
