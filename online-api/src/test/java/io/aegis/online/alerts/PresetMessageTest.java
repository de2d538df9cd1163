/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aegis.db.channels.ChannelKind;
import io.aegis.settings.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresetMessageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Alert ALERT = new Alert(
            new UUID(1, 2),
            new UUID(3, 4),
            "any",
            "feedback.routed",
            "{\"id\":\"7\",\"priority\":\"Critical\",\"text\":\"<!channel> @everyone [pay](http://evil) {color}\","
                    + "\"topics\":[\"Billing\",\"UX\"]}",
            0);

    private static Channel.Managed channel(ChannelKind kind, String template) {
        return new Channel.Managed(
                "any",
                kind,
                URI.create("https://desk.example/"),
                "SUP",
                MessageTemplate.orDefault(template),
                Optional.of(Secret.of("me:token")));
    }

    private static JsonNode body(ChannelKind kind) throws Exception {
        return JSON.readTree(PresetMessage.body(JSON, channel(kind, "{{priority}}\n{{text}} {{ topics }}"), ALERT));
    }

    @Test
    void a_webhook_gets_the_message_beside_the_row() throws Exception {
        JsonNode body = body(ChannelKind.WEBHOOK);

        assertThat(body.path("event").asText()).isEqualTo("feedback.routed");
        assertThat(body.path("message").asText()).endsWith("{color} Billing, UX");
        assertThat(body.path("feedback")).isEqualTo(JSON.readTree(ALERT.payload()));
    }

    @Test
    void a_long_text_is_whole_for_programs_and_cut_for_people() throws Exception {
        String text = "word ".repeat(400).strip();
        Alert alert = ALERT.saying(JSON.createObjectNode().put("text", text).toString());

        JsonNode body = JSON.readTree(PresetMessage.body(JSON, channel(ChannelKind.WEBHOOK, "{{text}}"), alert));

        assertThat(body.at("/feedback/text").asText()).isEqualTo(text);
        assertThat(body.path("message").asText()).isEqualTo(text.substring(0, 500) + "…");
    }

    @Test
    void nobody_is_pinged_in_a_chat_and_no_link_hides_where_it_leads() throws Exception {
        assertThat(body(ChannelKind.SLACK).path("text").asText()).contains("&lt;!channel&gt;");

        JsonNode discord = body(ChannelKind.DISCORD);
        assertThat(discord.path("content").asText()).contains("\\@everyone \\[pay\\]");
        assertThat(discord.at("/allowed_mentions/parse").size()).isZero();

        JsonNode card = body(ChannelKind.TEAMS).at("/attachments/0/content");
        assertThat(card.at("/body/1/type").asText()).isEqualTo("RichTextBlock");
        assertThat(card.at("/body/1/inlines/0/text").asText()).contains("[pay](http://evil)");
    }

    @Test
    void the_link_of_aegis_is_whole_in_every_kind_and_no_customer_makes_one() {
        String link = "http://127.0.0.1:8720/#/inbox?id=0199aaaa-0000-7000-8000-000000000001";
        for (ChannelKind kind : ChannelKind.values()) {
            JsonNode payload = JSON.createObjectNode().put("link", link).put("text", "[" + link + "] {{link}}");
            assertThat(PresetMessage.preview(channel(kind, "{{link}}"), payload))
                    .as(kind.label())
                    .isEqualTo(link);
            if (kind == ChannelKind.DISCORD || kind == ChannelKind.JIRA) {
                assertThat(PresetMessage.preview(channel(kind, "{{text}}"), payload))
                        .as(kind.label())
                        .doesNotContain(link)
                        .startsWith("\\[");
            }
        }
        JsonNode page = JSON.createObjectNode().put("link", "https://aegis.example/#/trends?by=a&value=b");
        assertThat(PresetMessage.preview(channel(ChannelKind.SLACK, "{{link}}"), page))
                .as("Slack reads the entity")
                .isEqualTo("https://aegis.example/#/trends?by=a&amp;value=b");
    }

    @Test
    void a_desk_gets_an_issue_or_a_ticket_that_is_made_once() throws Exception {
        JsonNode issue = body(ChannelKind.JIRA).path("fields");
        assertThat(issue.at("/project/key").asText()).isEqualTo("SUP");
        assertThat(issue.path("summary").asText()).isEqualTo("Critical");
        assertThat(issue.path("description").asText()).contains("\\{color\\}");
        assertThat(PresetMessage.uri(channel(ChannelKind.JIRA, "")))
                .hasToString("https://desk.example/rest/api/2/issue");
        assertThat(PresetMessage.headers(ALERT.id(), channel(ChannelKind.JIRA, "")))
                .containsEntry("Authorization", "Basic bWU6dG9rZW4=");

        JsonNode ticket = body(ChannelKind.ZENDESK).path("ticket");
        assertThat(ticket.path("priority").asText()).isEqualTo("urgent");
        assertThat(ticket.path("external_id").asText()).isEqualTo("7");
        assertThat(PresetMessage.uri(channel(ChannelKind.ZENDESK, "")))
                .hasToString("https://desk.example/api/v2/tickets.json");
        assertThat(PresetMessage.headers(ALERT.id(), channel(ChannelKind.ZENDESK, "")))
                .containsEntry("Idempotency-Key", ALERT.id().toString());
    }

    @Test
    void a_pager_gets_one_incident_for_a_row() throws Exception {
        JsonNode event = body(ChannelKind.PAGERDUTY);

        assertThat(event.path("routing_key").asText()).isEqualTo("me:token");
        assertThat(event.path("dedup_key").asText()).isEqualTo("aegis-7");
        assertThat(event.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(event.at("/payload/summary").asText()).isEqualTo("Critical");
        assertThat(channel(ChannelKind.PAGERDUTY, "")).hasToString("pagerduty at desk.example");
    }

    @Test
    void each_priority_has_its_word_at_every_desk() throws Exception {
        String[][] words = {
            {"Critical", "urgent", "critical"},
            {"High", "high", "error"},
            {"Medium", "normal", "warning"},
            {"Low", "low", "info"}
        };
        for (String[] each : words) {
            Alert alert = new Alert(
                    ALERT.id(), ALERT.lease(), "any", "feedback.routed", "{\"priority\":\"" + each[0] + "\"}", 0);
            assertThat(JSON.readTree(PresetMessage.body(JSON, channel(ChannelKind.ZENDESK, ""), alert))
                            .at("/ticket/priority")
                            .asText())
                    .isEqualTo(each[1]);
            assertThat(JSON.readTree(PresetMessage.body(JSON, channel(ChannelKind.PAGERDUTY, ""), alert))
                            .at("/payload/severity")
                            .asText())
                    .isEqualTo(each[2]);
        }
    }

    @Test
    void a_message_is_bounded_and_its_subject_one_line() {
        JsonNode payload = JSON.createObjectNode().put("text", "x\u2028y\tz \ud83d\ude00".repeat(2_000));
        String message = MessageTemplate.orDefault("\n{{text}}{{text}}").render(payload, value -> value);

        assertThat(message.length()).isBetween(7_999, 8_000);
        assertThat(Character.isHighSurrogate(message.charAt(message.length() - 1)))
                .isFalse();
        assertThat(MessageTemplate.subject(message, 20)).startsWith("x y z").doesNotContain("\u2028");
        assertThat(MessageTemplate.subject(" \n", 20)).isEqualTo("Feedback");
        assertThat(PresetMessage.preview(channel(ChannelKind.DISCORD, "{{text}}\n".repeat(5)), payload)
                        .length())
                .isBetween(1_999, 2_000);
    }

    @Test
    void what_is_wrong_with_a_template_is_told() {
        assertThat(MessageTemplate.mistakeIn("{{text}} {{ link }} {not} {{{id}}} }}"))
                .isEmpty();
        for (String wrong :
                List.of("{{TEXT}}", "{{Text }}", "{{}}", "{{text", "{{text}} and {{", "{{te{xt}}", "{{\ntext}}")) {
            assertThat(MessageTemplate.mistakeIn(wrong))
                    .as(wrong)
                    .hasValueSatisfying(mistake -> assertThat(mistake).contains("own_topics, priority"));
        }
        assertThat(MessageTemplate.mistakeIn("{{nothing}}"))
                .hasValueSatisfying(mistake -> assertThat(mistake).contains("nothing", "department"));
        assertThat(MessageTemplate.mistakeIn("{{id}}".repeat(41))).isPresent();
        assertThat(MessageTemplate.orDefault(" ").render(JSON.createObjectNode().put("text", "$1 \\2"), value -> value))
                .contains("$1 \\2");
    }

    @Test
    void without_the_address_of_the_dashboard_no_empty_line_is_left() {
        JsonNode payload = JSON.createObjectNode().put("text", "Billing: 41").put("link", "");
        assertThat(MessageTemplate.OF_BURSTS.render(payload, value -> value)).isEqualTo("Billing: 41");
    }
}
