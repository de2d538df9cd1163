/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aegis.db.audit.Actor;
import io.aegis.db.channels.ChannelKind;
import io.aegis.db.channels.ChannelStore;
import io.aegis.db.channels.SecretSeal;
import io.aegis.db.channels.StoredChannel;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.settings.Secret;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which channels are taken, kept, shown and refused. */
class ChannelRoutesIT extends ChannelFixture {

    @Test
    void a_secret_stays_only_where_it_was_meant_for() throws Exception {
        String jira = "{\"kind\": \"jira\", \"address\": \"https://one.example\", \"target\": \"SUP\"";
        assertThat(made("desk", jira + ", \"secret\": \"me:token\"}")
                        .path("has_secret")
                        .asBoolean())
                .isTrue();
        made("desk", "{\"kind\": \"jira\", \"target\": \"OPS\"}");
        assertThat(listed("desk").path("target").asText()).isEqualTo("OPS");
        assertThat(listed("desk").path("address").asText()).isEqualTo("https://one.example");
        HttpResponse<String> emptied =
                sent("PUT", "/desk", "{\"kind\": \"jira\", \"target\": \"OPS\", \"address\": \" \"}");
        assertThat(emptied.statusCode()).isEqualTo(422);
        assertThat(emptied.body()).contains("must not be empty");

        HttpResponse<String> moved = sent("PUT", "/desk", jira.replace("one", "two") + "}");
        assertThat(moved.statusCode()).isEqualTo(422);
        assertThat(moved.body()).contains("secret", "user:token");
        assertThat(sent("PUT", "/desk", jira + ", \"secret\": \"\"}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void a_template_stays_until_it_is_changed() throws Exception {
        String draft = "{\"kind\": \"slack\", \"address\": \"https://hooks.example/x\"";
        made("team", draft + ", \"template\": \"{{text}}\"}");
        assertThat(made("team", draft + ", \"bursts\": true}").path("template").asText())
                .isEqualTo("{{text}}");
        assertThat(made("team", draft + ", \"template\": \"\"}")
                        .path("template")
                        .asText())
                .isEmpty();
    }

    @Test
    void a_target_stays_until_it_is_changed() throws Exception {
        made(
                "desk",
                "{\"kind\": \"jira\", \"address\": \"https://one.example\", \"target\": \"SUP\", \"secret\": \"me:token\"}");
        assertThat(made("desk", "{\"kind\": \"jira\", \"template\": \"{{text}}\"}")
                        .path("target")
                        .asText())
                .isEqualTo("SUP");
        assertThat(sent("PUT", "/desk", "{\"kind\": \"jira\", \"target\": \"\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(made("desk", "{\"kind\": \"slack\", \"address\": \"https://hooks.example/x\"}")
                        .path("target")
                        .asText())
                .as("of another kind")
                .isEmpty();
    }

    @Test
    void who_is_told_of_bursts_stays_until_it_is_changed() throws Exception {
        String draft = "{\"kind\": \"slack\", \"address\": \"https://hooks.example/x\"";
        assertThat(made("team", draft + "}").path("bursts").asBoolean(true)).isFalse();
        assertThat(made("team", draft + ", \"bursts\": true}").path("bursts").asBoolean())
                .isTrue();
        assertThat(made("team", draft + "}").path("bursts").asBoolean()).isTrue();
        assertThat(made("team", draft + ", \"bursts\": false}").path("bursts").asBoolean(true))
                .isFalse();
        assertThat(sent("PUT", "/team", draft + ", \"bursts\": 1}").body()).contains("bursts", "true or false");
    }

    @Test
    void a_channel_whose_key_is_gone_is_entered_again() throws Exception {
        new ChannelStore(database, new SecretSeal(Optional.of(Secret.of("another key")), new SecureRandom()))
                .put(
                        new StoredChannel(
                                "old",
                                ChannelKind.SLACK,
                                Secret.of("https://hooks.example/x"),
                                "",
                                "",
                                Optional.empty(),
                                false),
                        Actor.COMMAND,
                        Deadline.after(Ticker.system(), Duration.ofSeconds(20)));

        assertThat(listed("old").path("readable").asBoolean()).isFalse();
        assertThat(json(sent("POST", "/old/test", "")).path("error").asText()).contains("enter it again");
        assertThat(sent("PUT", "/old", "{\"kind\": \"slack\"}").statusCode()).isEqualTo(422);
    }

    /** Drafts, and the field that is wrong with each. */
    private static final Map<String, String> WRONG = Map.ofEntries(
            Map.entry("{\"address\": \"https://a.example\"}", "kind"),
            Map.entry("{\"kind\": \"fax\", \"address\": \"https://a.example\"}", "kind"),
            Map.entry("{\"kind\": \"slack\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://a.example\", \"template\": null}", "template"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://a.example\", \"bursts\": null}", "bursts"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://a.example\", \"secret\": null}", "secret"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"ftp://a.example\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://u:p@a.example\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"not a url\"}", "address"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://a.example\", \"target\": \"x\"}", "target"),
            Map.entry("{\"kind\": \"slack\", \"address\": \"https://a.example\", \"template\": \"{{x}}\"}", "template"),
            Map.entry("{\"kind\": \"webhook\", \"address\": \"https://a.example\", \"secret\": \"a\\nb\"}", "secret"),
            Map.entry(
                    "{\"kind\": \"jira\", \"address\": \"https://a.example\", \"target\": \"sup\", \"secret\": \"u:x\"}",
                    "target"),
            Map.entry("{\"kind\": \"pagerduty\", \"address\": \"https://a.example\"}", "secret"),
            Map.entry(
                    "{\"kind\": \"jira\", \"address\": \"https://a.example\", \"target\": \"SUP\", \"secret\": \"nocolon\"}",
                    "secret"),
            Map.entry("{\"kind\": \"zendesk\", \"address\": \"https://a.example\", \"secret\": \"x\"}", "secret"),
            Map.entry("{\"kind\": \"webhook\", \"address\": \"http://a.example:99999/\"}", "address"),
            Map.entry(
                    "{\"kind\": \"email\", \"address\": \"https://a.example\", \"target\": \"a@b.example\"}",
                    "address"),
            Map.entry(
                    "{\"kind\": \"email\", \"address\": \"smtp://a.example\", \"target\": \"a@b.example\"}", "address"),
            Map.entry("{\"kind\": \"email\", \"address\": \"smtp://a.example?from=a@b.example\"}", "target"));

    @Test
    void what_cannot_be_sent_to_is_refused() throws Exception {
        for (Map.Entry<String, String> each : WRONG.entrySet()) {
            HttpResponse<String> answer = sent("PUT", "/any", each.getKey());

            assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(422);
            assertThat(json(answer).path("errors").findValuesAsText("field"))
                    .as(each.getKey())
                    .containsExactly(each.getValue());
        }
        assertThat(json(sent("GET", "", "")).path("items")).isEmpty();
    }

    @Test
    void names_are_checked_and_what_there_is_not_is_not_found() throws Exception {
        assertThat(sent("PUT", "/Ops!", slack()).statusCode()).isEqualTo(422);
        assertThat(sent("PUT", "/webhook", slack()).statusCode()).isEqualTo(422);
        for (String path : List.of("/none/test", "/none/replay")) {
            assertThat(sent("POST", path, "").statusCode()).isEqualTo(404);
        }
        assertThat(sent("DELETE", "/none", "").statusCode()).isEqualTo(404);
        assertThat(sent("DELETE", "/needed", "").statusCode()).isEqualTo(409);
        made("ops", slack());
        assertThat(sent("DELETE", "/ops", "").statusCode()).isEqualTo(204);
        assertThat(listed("ops").isMissingNode()).isTrue();
    }

    @Test
    void a_template_is_shown_before_it_is_used() throws Exception {
        JsonNode shown =
                json(sent("POST", "/preview", "{\"kind\": \"email\", \"template\": \"{{priority}}\\n{{text}}\"}"));

        assertThat(shown.path("subject").asText()).isEqualTo("Low");
        assertThat(shown.path("message").asText()).contains("Nothing has to be done");
        assertThat(json(sent("POST", "/preview", "{\"kind\": \"email\", \"template\": \"{{link}}\"}"))
                        .path("message")
                        .asText())
                .isEqualTo("http://127.0.0.1:8000/#/inbox?id=00000000-0000-0000-0000-000000000000");
        assertThat(shown.path("hint").asText()).contains("AEGIS_DASHBOARD_URL");
        assertThat(sent("POST", "/preview", "{\"kind\": \"email\", \"template\": \"{{x}}\"}")
                        .statusCode())
                .isEqualTo(422);
    }
}
