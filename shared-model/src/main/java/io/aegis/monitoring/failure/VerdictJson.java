/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.logs.LogTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a verdict rests on, as members of a JSON object: the same in answers, and with predictions that are stored. */
public final class VerdictJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonFactory JSON = new JsonFactory();

    /** How many services' evidence is stored, fewer when it would be too long. */
    private static final int[] KEPT = {FailureVerdict.MOST_EVIDENCE, 1, 0};

    private static final int MOST_RANKED = 20;
    private static final int MOST_CALLS = 30;

    /** Deviations from which a call counts as slow. */
    private static final double SLOW = 3;

    private static final int LONGEST_TEMPLATE = 300;
    private static final String SERVICE = "service";
    private static final String DEVIATIONS = "deviations";

    private VerdictJson() {}

    /**
     * Writes the members.
     *
     * @param json within an object
     * @param models that spoke, the deciding first
     * @param historyKnown whether the past of metrics could be read
     * @param evidence services whose evidence is written; with 0 only the first of the ranking is too
     */
    public static void members(
            JsonGenerator json, FailureVerdict verdict, List<String> models, boolean historyKnown, int evidence)
            throws IOException {
        json.writeStringField("model", models.getFirst());
        texts(json, "models", models);
        json.writeObjectFieldStart("window");
        time(json, "from", verdict.basis().from());
        time(json, "until", verdict.basis().until());
        json.writeEndObject();
        json.writeObjectFieldStart("ignored");
        json.writeNumberField("metrics", verdict.basis().ignoredSamples());
        json.writeNumberField("logs", verdict.basis().ignoredLogs());
        json.writeEndObject();
        json.writeStringField("history", historyKnown ? "known" : "unreachable");
        json.writeNumberField("log_minutes", verdict.basis().logMinutes());
        json.writeNumberField("margin", verdict.margin());
        json.writeStringField("likely_type", verdict.likely().label());
        json.writeNumberField("type_confidence", verdict.typeConfidence());
        json.writeNumberField("root_cause_confidence", verdict.located());
        typing(json, verdict.typing());
        texts(json, "hard_signs", verdict.basis().hardSigns());
        texts(json, "idle_services", verdict.idle().stream().limit(MOST_RANKED).toList());
        ranking(
                json,
                verdict.suspects().stream()
                        .limit(evidence == 0 ? 1 : MOST_RANKED)
                        .toList());
        decided(json, DecidingEvidence.of(verdict));
        calls(json, verdict, evidence == 0 ? 0 : MOST_CALLS);
        json.writeArrayFieldStart("evidence");
        for (Finding each : verdict.evidence().stream().limit(evidence).toList()) {
            evidence(json, each);
        }
        json.writeEndArray();
    }

    /**
     * What is stored of a verdict on one service that nobody asked for.
     *
     * @param most characters
     * @param policy what the policy says of the actions that are proposed
     */
    public static String stored(FailureVerdict verdict, String service, List<String> models, int most, Members policy) {
        String text = "{}";
        for (int evidence : KEPT) {
            int kept = evidence;
            text = write(json -> {
                json.writeStringField("root_cause", verdict.rootCause().orElse(null));
                texts(json, "affected_services", verdict.affected().isEmpty() ? List.of(service) : verdict.affected());
                members(json, verdict, models, true, kept);
                policy.to(json);
            });
            if (text.length() <= most) {
                return text;
            }
        }
        return "{}";
    }

    /** What is stored of a service that sends nothing any more. */
    public static String silence(String service, Instant newest, Instant now, String model) {
        String told = "no sample of " + service + " since " + TIME.format(newest) + ", though it sent them regularly";
        return write(json -> {
            json.writeStringField("root_cause", told);
            texts(json, "affected_services", List.of(service));
            json.writeStringField("model", model);
            texts(json, "models", List.of(model));
            json.writeObjectFieldStart("window");
            time(json, "from", newest);
            time(json, "until", now);
            json.writeEndObject();
            ranking(json, List.of(new RootCause.Suspect(service, 1)));
            json.writeObjectFieldStart("decided_by");
            json.writeStringField("text", told);
            json.writeEndObject();
            json.writeArrayFieldStart("evidence");
            json.writeEndArray();
            unasked(json);
        });
    }

    /** Writes members of an object. */
    @FunctionalInterface
    public interface Members {

        /** Writes them, within an object. */
        void to(JsonGenerator json) throws IOException;
    }

    private static String write(Members members) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            members.to(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("members can always be written to a text", e);
        }
        return text.toString();
    }

    private static void unasked(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("policy");
        json.writeBooleanField("asked", false);
        json.writeBooleanField("allowed", true);
        json.writeStringField("proposed_action", RemediationAction.ALERT_ADMIN.label());
        json.writeStringField("recommended_action", RemediationAction.ALERT_ADMIN.label());
        json.writeArrayFieldStart("decisions");
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void ranking(JsonGenerator json, List<RootCause.Suspect> suspects) throws IOException {
        json.writeArrayFieldStart("ranking");
        for (RootCause.Suspect suspect : suspects) {
            json.writeStartObject();
            json.writeStringField(SERVICE, suspect.service());
            json.writeNumberField("suspicion", suspect.suspicion());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Who calls whom, first what touches where it began, then what is slow. */
    private static void calls(JsonGenerator json, FailureVerdict verdict, int most) throws IOException {
        Optional<String> root = verdict.suspects().stream().findFirst().map(RootCause.Suspect::service);
        json.writeArrayFieldStart("calls");
        for (CallEdge call : verdict.basis().calls().stream()
                .sorted(Comparator.comparing((CallEdge each) ->
                                !root.equals(Optional.of(each.callee())) && !root.equals(Optional.of(each.caller())))
                        .thenComparing(each -> each.slower().orElse(0) < SLOW))
                .limit(most)
                .toList()) {
            json.writeStartObject();
            json.writeStringField("caller", call.caller());
            json.writeStringField("callee", call.callee());
            if (call.slower().isPresent()) {
                json.writeNumberField(DEVIATIONS, call.slower().getAsDouble());
            } else {
                json.writeNullField(DEVIATIONS);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void decided(JsonGenerator json, DecidingEvidence decided) throws IOException {
        json.writeObjectFieldStart("decided_by");
        json.writeStringField("text", decided.text());
        json.writeArrayFieldStart("series");
        for (DecidingEvidence.OfSeries each : decided.series()) {
            json.writeStartObject();
            json.writeStringField(SERVICE, each.service());
            json.writeStringField("metric_type", each.type().label());
            json.writeNumberField("observed", each.observed());
            json.writeNumberField("usual", each.usual());
            json.writeNumberField(DEVIATIONS, each.deviations());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lines");
        for (DecidingEvidence.OfLines each : decided.lines()) {
            json.writeStartObject();
            json.writeStringField(SERVICE, each.service());
            json.writeStringField("template", each.template());
            json.writeBooleanField("missing", each.missing());
            json.writeNumberField(DEVIATIONS, each.deviations());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
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
        json.writeStringField(SERVICE, finding.service());
        json.writeArrayFieldStart("metrics");
        for (MetricType type : MetricType.values()) {
            Optional<MetricFinding> metric = finding.metric(type);
            if (metric.isPresent()) {
                json.writeStartObject();
                json.writeStringField("metric_type", type.label());
                json.writeNumberField("observed", metric.get().evidence().peak());
                json.writeNumberField("usual", metric.get().evidence().usual());
                json.writeNumberField(DEVIATIONS, metric.get().evidence().raised());
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

    private static void time(JsonGenerator json, String field, Instant time) throws IOException {
        json.writeStringField(field, TIME.format(time));
    }

    /** Writes an array of texts. */
    public static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
