/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.routing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.db.routing.RoutableRow;
import io.aegis.feedback.Priority;
import io.aegis.routing.RoutedText;
import io.aegis.routing.RoutingRule;
import io.aegis.time.Rfc3339;
import java.net.URI;

/** What channels are told of a row: a JSON object in the wire's words, with the whole text. */
final class RoutedPayload {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String inbox;

    /** @param dashboard where the dashboard is */
    RoutedPayload(URI dashboard) {
        String text = dashboard.toString();
        this.inbox = (text.endsWith("/") ? text : text + "/") + "#/inbox?id=";
    }

    String of(RoutableRow row, RoutedText text, RoutingRule rule, Priority priority) {
        ObjectNode payload = JSON.createObjectNode()
                .put("id", row.id().toString())
                .put("text", text.text())
                .put("sentiment", text.labels().sentiment().name())
                .put("priority", priority.label())
                .put("department", text.department())
                .put("language", text.language())
                .put("source", row.source().label())
                .put("rule", rule.name())
                .put("created_at", Rfc3339.format(row.createdAt()))
                .put("link", inbox + row.id());
        text.labels().topics().forEach(topic -> payload.withArray("topics").add(topic.label()));
        text.ownTopics().forEach(payload.putArray("own_topics")::add);
        return payload.toString();
    }
}
