/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert as Discord's webhooks take it. Customers' words are shown as plain text: no formatting, no links that hide
 * where they lead, and nobody is pinged, whatever a customer writes.
 */
final class DiscordMessage {

    private static final int LONGEST_TEXT = 1_000;
    private static final String FORMATTING = "\\*_~`|>[]()#-<@:";

    private DiscordMessage() {}

    /** The message for an alert's payload. */
    static ObjectNode of(ObjectMapper json, JsonNode payload) {
        ObjectNode message = json.createObjectNode();
        message.putObject("allowed_mentions").putArray("parse");
        ObjectNode embed = message.putArray("embeds").addObject();
        embed.put(
                "title",
                "Urgent feedback: " + payload.path("priority").asText() + ", "
                        + payload.path("department").asText());
        embed.put("description", plain(payload.path("text").asText()));
        embed.put("timestamp", payload.path("created_at").asText());
        List<String> topics = new ArrayList<>();
        payload.path("topics").forEach(topic -> topics.add(topic.asText()));
        field(embed, "Sentiment", payload.path("sentiment").asText());
        field(embed, "Topics", String.join(", ", topics));
        field(embed, "Feedback", payload.path("id").asText());
        return message;
    }

    private static void field(ObjectNode embed, String name, String value) {
        embed.withArray("fields")
                .addObject()
                .put("name", name)
                .put("value", value)
                .put("inline", true);
    }

    /** A text whose characters mean nothing but themselves; what is longer than a description may be is cut off. */
    static String plain(String text) {
        int end = text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text.length()
                : text.offsetByCodePoints(0, LONGEST_TEXT);
        StringBuilder plain = new StringBuilder(end + 64);
        text.substring(0, end).chars().forEach(c -> {
            if (FORMATTING.indexOf(c) >= 0) {
                plain.append('\\');
            }
            plain.append((char) c);
        });
        return end < text.length() ? plain.append(" …").toString() : plain.toString();
    }
}
