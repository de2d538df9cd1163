/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class WebhookStandInTest {

    @Test
    void it_keeps_what_it_is_sent_in_order() throws Exception {
        try (WebhookStandIn hook = new WebhookStandIn();
                HttpClient client = HttpClient.newHttpClient()) {
            for (String body : new String[] {"one", "zwei ü"}) {
                HttpResponse<Void> answer = client.send(
                        HttpRequest.newBuilder(URI.create(hook.url() + "/any"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                assertThat(answer.statusCode()).isEqualTo(204);
            }
            assertThat(hook.bodies()).containsExactly("one", "zwei ü");
        }
    }
}
