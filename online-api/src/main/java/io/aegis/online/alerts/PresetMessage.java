/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aegis.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * What is posted to a channel of each kind. Values are escaped where the receiver would give their characters a meaning: nobody is
 * pinged and no link hides where it leads, whatever a customer writes. Shapes: Slack's incoming webhooks, Teams' workflows (an
 * Adaptive Card 1.4), Discord's webhooks, Jira's REST API 2, Zendesk's Ticketing API 2, PagerDuty's Events API 2.
 */
public final class PresetMessage {

    private static final String TEXT = "text";

    /** Most code points of a customer's text in a message. */
    private static final int EXCERPT = 500;

    private static final int LONGEST_DISCORD = 2_000;
    private static final int LONGEST_SUMMARY = 250;
    private static final int MOST_LINES = 60;
    private static final String WIKI_MARKUP = "\\*_-+^~?{}[]!|#";

    private PresetMessage() {}

    /** A message as a channel of its kind shows it, for who looks before anything is sent. */
    public static String preview(Channel.Managed channel, JsonNode whole) {
        JsonNode payload = excerpted(whole);
        return switch (channel.kind()) {
            case SLACK -> channel.template().render(payload, PresetMessage::slack);
            case DISCORD ->
                cut(channel.template().render(payload, DiscordMessage::plain, PresetMessage::whole), LONGEST_DISCORD);
            case JIRA -> channel.template().render(payload, PresetMessage::wiki, PresetMessage::whole);
            case WEBHOOK, TEAMS, ZENDESK, PAGERDUTY, EMAIL -> channel.template().render(payload, PresetMessage::whole);
        };
    }

    /** People are told the beginning of a long text, and read on where the link leads; what is told of bursts is a sentence. */
    private static JsonNode excerpted(JsonNode payload) {
        String text = payload.path(TEXT).asText();
        return payload instanceof ObjectNode object
                        && !payload.has("counted_by")
                        && text.codePointCount(0, text.length()) > EXCERPT
                ? object.deepCopy().put(TEXT, text.substring(0, text.offsetByCodePoints(0, EXCERPT)) + "…")
                : payload;
    }

    /** Where it is posted. */
    static URI uri(Channel.Managed channel) {
        return switch (channel.kind()) {
            case JIRA -> under(channel.uri(), "/rest/api/2/issue");
            case ZENDESK -> under(channel.uri(), "/api/v2/tickets.json");
            case WEBHOOK, SLACK, TEAMS, DISCORD, PAGERDUTY, EMAIL -> channel.uri();
        };
    }

    private static URI under(URI site, String path) {
        String text = site.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    /** Headers beside those that every delivery has. */
    static Map<String, String> headers(UUID delivery, Channel.Managed channel) {
        return switch (channel.kind()) {
            case JIRA -> Map.of("Authorization", basic(channel));
            // Within two hours, a ticket that is asked for again is not made again.
            case ZENDESK -> Map.of("Authorization", basic(channel), "Idempotency-Key", delivery.toString());
            case WEBHOOK, SLACK, TEAMS, DISCORD, PAGERDUTY, EMAIL -> Map.of();
        };
    }

    /** The secret is {@code user:token}. */
    private static String basic(Channel.Managed channel) {
        String userAndToken = channel.secret().map(Secret::reveal).orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(userAndToken.getBytes(StandardCharsets.UTF_8));
    }

    /** What is posted. */
    static byte[] body(ObjectMapper json, Channel.Managed channel, Alert alert) throws JsonProcessingException {
        JsonNode payload = json.readTree(alert.payload());
        String message = preview(channel, payload);
        return json.writeValueAsBytes(
                switch (channel.kind()) {
                    case WEBHOOK -> webhook(json, alert, payload, message);
                    case SLACK ->
                        json.createObjectNode()
                                .put("text", message)
                                .put("unfurl_links", false)
                                .put("unfurl_media", false);
                    case TEAMS -> teams(json, message);
                    case DISCORD -> discord(json, message);
                    case JIRA -> jira(json, channel.target(), message);
                    case ZENDESK -> zendesk(json, payload, message);
                    case PAGERDUTY -> pagerDuty(json, channel, alert, payload, message);
                    case EMAIL -> throw new IllegalArgumentException("e-mail is not posted");
                });
    }

    private static ObjectNode webhook(ObjectMapper json, Alert alert, JsonNode payload, String message) {
        ObjectNode body = json.createObjectNode().put("event", alert.event()).put("message", message);
        body.set(alert.subject(), payload);
        return body;
    }

    /** Runs of text show no markup. */
    private static ObjectNode teams(ObjectMapper json, String message) {
        ObjectNode body = json.createObjectNode().put("type", "message");
        ObjectNode card = body.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putObject("content")
                .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .put("type", "AdaptiveCard")
                .put("version", "1.4");
        ArrayNode blocks = card.putArray("body");
        message.lines()
                .filter(line -> !line.isBlank())
                .limit(MOST_LINES)
                .forEach(line -> blocks.addObject()
                        .put("type", "RichTextBlock")
                        .putArray("inlines")
                        .addObject()
                        .put("type", "TextRun")
                        .put("text", line));
        return body;
    }

    private static ObjectNode discord(ObjectMapper json, String message) {
        ObjectNode body = json.createObjectNode().put("content", message);
        body.putObject("allowed_mentions").putArray("parse");
        return body;
    }

    private static ObjectNode jira(ObjectMapper json, String project, String message) {
        ObjectNode body = json.createObjectNode();
        ObjectNode fields = body.putObject("fields");
        fields.putObject("project").put("key", project);
        fields.putObject("issuetype").put("name", "Task");
        fields.put("summary", MessageTemplate.subject(message.replace("\\", ""), LONGEST_SUMMARY));
        fields.put("description", message);
        fields.putArray("labels").add("aegis");
        return body;
    }

    private static ObjectNode zendesk(ObjectMapper json, JsonNode payload, String message) {
        ObjectNode body = json.createObjectNode();
        ObjectNode ticket = body.putObject("ticket");
        ticket.put("subject", MessageTemplate.subject(message, LONGEST_SUMMARY));
        ticket.putObject("comment").put("body", message);
        ticket.put("external_id", payload.path("id").asText());
        ticket.put(
                "priority",
                switch (payload.path("priority").asText()) {
                    case "Critical" -> "urgent";
                    case "High" -> "high";
                    case "Low" -> "low";
                    default -> "normal";
                });
        ticket.putArray("tags").add("aegis");
        return body;
    }

    /** The same row opens one incident, however often it is told. */
    private static ObjectNode pagerDuty(
            ObjectMapper json, Channel.Managed channel, Alert alert, JsonNode payload, String message) {
        ObjectNode body = json.createObjectNode()
                .put("routing_key", channel.secret().map(Secret::reveal).orElse(""))
                .put("event_action", "trigger")
                .put(
                        "dedup_key",
                        "aegis-" + payload.path("id").asText(alert.id().toString()));
        ObjectNode inside = body.putObject("payload")
                .put("summary", MessageTemplate.subject(message, LONGEST_SUMMARY))
                .put("source", "aegis")
                .put(
                        "severity",
                        switch (payload.path("priority").asText()) {
                            case "Critical" -> "critical";
                            case "High" -> "error";
                            case "Medium" -> "warning";
                            default -> "info";
                        });
        ObjectNode details = inside.putObject("custom_details");
        details.put("message", message);
        details.set(alert.subject(), payload);
        return body;
    }

    private static String whole(String value) {
        return value;
    }

    /** Slack: control sequences, mentions among them, begin with one of these. */
    private static String slack(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String wiki(String value) {
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        value.chars().forEach(c -> {
            if (WIKI_MARKUP.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append((char) c);
        });
        return escaped.toString();
    }

    private static String cut(String message, int longest) {
        return message.length() <= longest
                ? message
                : message.substring(0, Character.isHighSurrogate(message.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
