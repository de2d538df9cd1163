/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.audit.Actor;
import io.aegis.db.channels.ChannelKind;
import io.aegis.db.channels.StoredChannel;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.settings.Secret;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Channels where private addresses are refused. */
class PrivateChannelIT extends ChannelFixture {

    @Override
    boolean allowPrivate() {
        return false;
    }

    @Test
    void an_address_that_is_known_to_be_private_is_not_stored() throws Exception {
        for (String host : List.of("127.0.0.1:8080", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]", "localhost")) {
            assertRefused("{\"kind\": \"webhook\", \"address\": \"http://" + host + "/hook\"}");
        }
        assertRefused("{\"kind\": \"email\", \"address\": \"smtp://10.0.0.1?from=a@b.example\","
                + " \"target\": \"a@b.example\"}");
        assertThat(listed("any").isMissingNode()).isTrue();

        made("any", "{\"kind\": \"webhook\", \"address\": \"https://8.8.8.8/hook\"}");
        made("any", "{\"kind\": \"webhook\", \"address\": \"https://inside.example/hook\"}");
    }

    @Test
    void one_that_was_stored_before_is_refused_when_it_is_changed() throws Exception {
        store.put(
                new StoredChannel(
                        "any",
                        ChannelKind.WEBHOOK,
                        Secret.of("http://127.0.0.1/hook"),
                        "",
                        "",
                        Optional.empty(),
                        false),
                Actor.COMMAND,
                Deadline.after(Ticker.system(), Duration.ofSeconds(20)));

        assertRefused("{\"kind\": \"webhook\", \"bursts\": true}");
    }

    private void assertRefused(String draft) throws Exception {
        HttpResponse<String> answer = sent("PUT", "/any", draft);
        assertThat(answer.statusCode()).as(draft).isEqualTo(422);
        assertThat(json(answer).path("errors").findValuesAsText("field")).containsExactly("address");
        assertThat(answer.body()).contains("ALERT_ALLOW_PRIVATE");
    }
}
