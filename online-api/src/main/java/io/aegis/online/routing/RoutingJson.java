/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.db.routing.AppliedRule;
import io.aegis.db.routing.RoutableRow;
import io.aegis.db.routing.RoutingRules;
import io.aegis.db.routing.RuleEffects;
import io.aegis.feedback.Priority;
import io.aegis.online.http.json.JsonContent;
import io.aegis.routing.RoutingActions;
import io.aegis.routing.RoutingRule;
import io.aegis.time.Rfc3339;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Routing as it goes over the wire. */
final class RoutingJson {

    private static final String PRIORITY = "priority";

    private RoutingJson() {}

    /** The list of rules, and what is to be said of them. */
    static JsonContent rules(RoutingRules rules, List<RoutingChecks.Warning> warnings) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("version", rules.version());
            json.writeArrayFieldStart("rules");
            for (RoutingRule rule : rules.rules()) {
                json.writeStartObject();
                json.writeStringField("name", rule.name());
                json.writeStringField("when", rule.when());
                actions(json, "then", rule.then());
                json.writeStringField("since", Rfc3339.format(rules.since().getOrDefault(rule.name(), Instant.EPOCH)));
                json.writeEndObject();
            }
            json.writeEndArray();
            warnings(json, warnings);
            json.writeEndObject();
        };
    }

    private static void warnings(JsonGenerator json, List<RoutingChecks.Warning> warnings) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (RoutingChecks.Warning each : warnings) {
            json.writeStartObject();
            json.writeStringField("field", "rules[" + each.place() + "].when");
            json.writeStringField("rule", each.rule());
            json.writeStringField("message", each.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What rules would have taken, and what is to be said of them. */
    static JsonContent found(RoutingDryRun.Found found, List<RoutingChecks.Warning> warnings) {
        return json -> {
            json.writeStartObject();
            json.writeNumberField("days", RoutingDryRun.DAYS);
            json.writeNumberField("scanned", found.scanned());
            json.writeBooleanField("whole", found.whole());
            json.writeArrayFieldStart("rules");
            for (RoutingDryRun.Taken taken : found.taken()) {
                json.writeStartObject();
                json.writeStringField("name", taken.rule().name());
                json.writeNumberField("matching", taken.matching());
                json.writeArrayFieldStart("items");
                for (RoutableRow row : taken.shown()) {
                    json.writeStartObject();
                    json.writeStringField("id", row.id().toString());
                    json.writeStringField("text", row.seen().text());
                    json.writeStringField(
                            "sentiment", row.seen().labels().sentiment().name());
                    json.writeStringField("created_at", Rfc3339.format(row.createdAt()));
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            warnings(json, warnings);
            json.writeEndObject();
        };
    }

    /** What rules did with a row, and of which it has its priority. */
    static JsonContent applied(List<AppliedRule> applied, RuledPriority.Given priority) {
        return json -> {
            json.writeStartObject();
            json.writeObjectFieldStart(PRIORITY);
            json.writeStringField("value", priority.value().label());
            json.writeStringField("rule", priority.rule().orElse(null));
            json.writeStringField("of_verdict", priority.ofVerdict().label());
            json.writeEndObject();
            json.writeArrayFieldStart("items");
            for (AppliedRule each : applied) {
                json.writeStartObject();
                json.writeStringField("rule", each.rule());
                json.writeNumberField("version", each.version());
                actions(json, "actions", each.actions());
                json.writeFieldName("did");
                if (each.effects().isPresent()) {
                    did(json, each.effects().get());
                } else {
                    json.writeNull();
                }
                json.writeStringField("at", Rfc3339.format(each.at()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private static void did(JsonGenerator json, RuleEffects effects) throws IOException {
        json.writeStartObject();
        json.writeStringField(PRIORITY, effects.priority().map(Priority::label).orElse(null));
        json.writeStringField("assign", effects.assigned().orElse(null));
        texts(json, "tags", effects.tagged());
        json.writeEndObject();
    }

    private static void actions(JsonGenerator json, String field, RoutingActions actions) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField(PRIORITY, actions.priority().map(Priority::label).orElse(null));
        json.writeStringField("assign", actions.assign().orElse(null));
        texts(json, "tags", actions.tags());
        texts(json, "notify", actions.channels());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
