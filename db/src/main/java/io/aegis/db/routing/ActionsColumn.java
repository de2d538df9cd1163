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

    private static final ObjectMapper JSON = new ObjectMapper();

    private ActionsColumn() {}

    static String write(RoutingActions actions) {
        ObjectNode json = JSON.createObjectNode();
        actions.priority().ifPresent(priority -> json.put("priority", priority.name()));
        actions.assign().ifPresent(to -> json.put("assign", to));
        actions.tags().forEach(json.putArray("tags")::add);
        actions.channels().forEach(json.putArray("notify")::add);
        return json.toString();
    }

    static RoutingActions read(String column) {
        try {
            JsonNode json = JSON.readTree(column);
            return new RoutingActions(
                    Optional.ofNullable(json.get("priority"))
                            .map(JsonNode::asText)
                            .map(Priority::valueOf),
                    Optional.ofNullable(json.get("assign")).map(JsonNode::asText),
                    texts(json.path("tags")),
                    texts(json.path("notify")));
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
