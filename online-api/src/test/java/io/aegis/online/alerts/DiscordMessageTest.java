/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class DiscordMessageTest {

    private final ObjectMapper json = new ObjectMapper();

    private JsonNode message(String text) {
        ObjectNode payload = json.createObjectNode();
        payload.put("id", "0199aaaa-0000-7000-8000-000000000001")
                .put("sentiment", "NEGATIVE")
                .put("priority", "Critical")
                .put("department", "InfoSec - Priority")
                .put("text", text)
                .put("created_at", "2026-11-20T10:00:00.000Z");
        payload.putArray("topics").add("Security").add("Billing");
        return DiscordMessage.of(json, payload);
    }

    @Test
    void it_tells_what_a_person_needs_to_start() {
        JsonNode embed = message("somebody emptied my account").at("/embeds/0");

        assertThat(embed.path("title").asText()).isEqualTo("Urgent feedback: Critical, InfoSec - Priority");
        assertThat(embed.path("description").asText()).isEqualTo("somebody emptied my account");
        assertThat(embed.path("timestamp").asText()).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(embed.at("/fields/0/value").asText()).isEqualTo("NEGATIVE");
        assertThat(embed.at("/fields/1/value").asText()).isEqualTo("Security, Billing");
        assertThat(embed.at("/fields/2/value").asText()).isEqualTo("0199aaaa-0000-7000-8000-000000000001");
    }

    @Test
    void a_customer_can_neither_ping_nor_format_nor_disguise_a_link() {
        JsonNode message = message("@everyone **free** [bank](https://evil.example) `x` <@1>");

        assertThat(message.at("/allowed_mentions/parse").isArray()).isTrue();
        assertThat(message.at("/allowed_mentions/parse")).isEmpty();
        assertThat(message.at("/embeds/0/description").asText())
                .isEqualTo("\\@everyone \\*\\*free\\*\\* \\[bank\\]\\(https\\://evil.example\\) \\`x\\` \\<\\@1\\>");
    }

    @Test
    void a_long_text_is_cut_between_characters() {
        String description =
                message("😡".repeat(1_500)).at("/embeds/0/description").asText();

        assertThat(description).isEqualTo("😡".repeat(1_000) + " …");
        assertThat(message("😡".repeat(1_000)).at("/embeds/0/description").asText())
                .isEqualTo("😡".repeat(1_000));
    }
}
