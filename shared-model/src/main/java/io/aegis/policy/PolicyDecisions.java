/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aegis.monitoring.RemediationAction;
import java.io.IOException;
import java.util.List;

/**
 * What became of the actions proposed for one event.
 *
 * @param all a decision for each, in their order; at least one
 */
public record PolicyDecisions(List<PolicyDecision> all) {

    /** Copies the list. */
    public PolicyDecisions {
        all = List.copyOf(all);
    }

    /** What may be recommended, the first first, nothing twice. */
    public List<RemediationAction> recommended() {
        return all.stream().map(PolicyDecision::recommended).distinct().toList();
    }

    /** The decision that is told first: the first denial, or the first of all that was asked about, or the first. */
    public PolicyDecision telling() {
        return all.stream()
                .filter(decision -> !decision.verdict().allowed())
                .findFirst()
                .or(() -> all.stream()
                        .filter(decision -> decision.verdict().asked())
                        .findFirst())
                .orElseGet(all::getFirst);
    }

    /** Writes the member {@code policy} of an object. */
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("policy");
        decision(json, telling());
        json.writeArrayFieldStart("decisions");
        for (PolicyDecision decision : all) {
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
}
