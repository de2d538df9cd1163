/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.feedback.Priority;
import io.aegis.routing.RoutingActions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Actions of a rule as a column of JSON. */
final class ActionsColumn {

    private static final String PRIORITY = "priority";
    private static final String ASSIGN = "assign";
    private static final String TAGS = "tags";
    private static final String DID = "did";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ActionsColumn() {}

    static String write(RoutingActions actions) {
        return object(actions).toString();
    }

    /** The same with what was changed by them. */
    static String write(RoutingActions actions, RuleEffects effects) {
        ObjectNode json = object(actions);
        ObjectNode did = json.putObject(DID);
        effects.priority().ifPresent(priority -> did.put(PRIORITY, priority.name()));
        effects.assigned().ifPresent(to -> did.put(ASSIGN, to));
        effects.tagged().forEach(did.putArray(TAGS)::add);
        return json.toString();
    }

    private static ObjectNode object(RoutingActions actions) {
        ObjectNode json = JSON.createObjectNode();
        actions.priority().ifPresent(priority -> json.put(PRIORITY, priority.name()));
        actions.assign().ifPresent(to -> json.put(ASSIGN, to));
        actions.tags().forEach(json.putArray(TAGS)::add);
        actions.channels().forEach(json.putArray("notify")::add);
        return json;
    }

    static RoutingActions read(String column) {
        JsonNode json = json(column);
        return new RoutingActions(priority(json), assign(json), texts(json.path(TAGS)), texts(json.path("notify")));
    }

    /** What was changed; empty where that was not kept. */
    static Optional<RuleEffects> effects(String column) {
        return Optional.ofNullable(json(column).get(DID))
                .map(did -> new RuleEffects(priority(did), assign(did), texts(did.path(TAGS))));
    }

    private static Optional<Priority> priority(JsonNode json) {
        return Optional.ofNullable(json.get(PRIORITY)).map(JsonNode::asText).map(Priority::valueOf);
    }

    private static Optional<String> assign(JsonNode json) {
        return Optional.ofNullable(json.get(ASSIGN)).map(JsonNode::asText);
    }

    private static JsonNode json(String column) {
        try {
            return JSON.readTree(column);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored of a rule's actions is JSON", e);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
