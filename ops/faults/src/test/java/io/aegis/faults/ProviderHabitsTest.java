/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers do differently from OpenAI. */
class ProviderHabitsTest {

    private static final String PATH = "/v1/chat/completions";
    private static final String OBJECT = ",\"response_format\":{\"type\":\"json_object\"}";

    private final FaultWall wall = FaultWall.start(0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        wall.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fence, ```json",
        "prose, Sure!",
        "think, <think>",
        "think-closed, </think>",
        "parts, thinking",
        "reasoning, reasoning_content",
        "two-objects, POSITIVE",
        "filtered, content_filter",
        "apology, sorry",
        "think-long, </think>",
        "by-text, NEUTRAL"
    })
    void answers_come_in_odd_shapes(String model, String mark) throws Exception {
        HttpResponse<String> response = post(PATH, request(model, "It was wrong", ""));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(mark);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-json-object           | ,\"response_format\":{\"type\":\"json_object\"} | 400 | must be 'json_schema' or 'text'",
                "my-no-json-schema        | ,\"response_format\":{\"type\":\"json_schema\"} | 400 | does not support response format",
                "no-response-format       | ,\"response_format\":{\"type\":\"json_object\"} | 422 | Extra inputs are not permitted",
                "no-max-tokens            | ,\"max_tokens\":150                             | 400 | Use 'max_completion_tokens' instead",
                "no-max-completion-tokens | ,\"max_completion_tokens\":150                  | 422 | Extra inputs are not permitted",
                "no-temperature           | ,\"temperature\":0                              | 400 | Only the default (1)",
                "picky                    | ,\"temperature\":0                              | 400 | Unsupported parameter"
            },
            quoteCharacter = '`')
    void a_parameter_is_refused_and_the_request_without_it_is_not(
            String model, String parameter, int status, String message) throws Exception {
        HttpResponse<String> refused = post(PATH, request(model, "It was wrong", parameter));
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).contains(message);
        assertThat(post(PATH, request(model, "It was wrong", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void thoughts_without_room_are_cut_off() throws Exception {
        assertThat(post(PATH, request("think-long", "It was wrong", ",\"max_tokens\":150"))
                        .body())
                .contains("\"finish_reason\":\"length\"");
    }

    @Test
    void a_filter_refuses_the_text_as_azure_does() throws Exception {
        HttpResponse<String> response = post(PATH, request("content-filter", "It was wrong", OBJECT));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"code\": \"content_filter\"");
    }

    @Test
    void azure_wants_its_address_and_its_header() throws Exception {
        String azure = "/openai/deployments/d1/chat/completions?api-version=2024-06-01";
        String request = request("azure", "It was wrong", "");
        assertThat(post(azure, request, "api-key", "any").statusCode()).isEqualTo(200);
        assertThat(post(azure, request).statusCode()).isEqualTo(401);
        assertThat(post(azure, request, "api-key", "any", "Authorization", "Bearer any")
                        .statusCode())
                .isEqualTo(401);
        assertThat(post(PATH, request, "api-key", "any").statusCode()).isEqualTo(404);
    }

    @Test
    void an_error_may_quote_key_and_text() throws Exception {
        assertThat(post(PATH, request("quoting", "It was wrong", ""), "Authorization", "Bearer sk-1")
                        .body())
                .contains("sk-1", "It was wrong");
    }

    @Test
    void the_text_may_name_the_fault() throws Exception {
        assertThat(post(PATH, request("by-text", "See [fault 503-retry-7]", ""))
                        .headers()
                        .firstValue("Retry-After"))
                .contains("7");
        assertThat(post(PATH, request("by-text", "See [fault by-text]", "")).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + wall.port() + path))
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String request(String model, String text, String parameters) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(model, text, parameters);
    }
}
