/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers that "speak OpenAI" really sent, one of each kind. */
class ProviderCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AnswerParser.Parsed ANSWER =
            new AnswerParser.Parsed(new Labels(Sentiment.POSITIVE, Set.of(Topic.UX), false), 0.77, 0);

    private static String file(String name) throws IOException {
        try (var in = ProviderCasesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ChatCompletion completion(JsonNode content) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").set("content", content);
        return ObjectMappers.jsonMapper().readValue(body.toString(), ChatCompletion.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l01_fence.txt", "l02_think.txt"})
    void an_answer_in_a_fence_or_behind_thoughts(String name) throws IOException {
        ChatCompletion completion = completion(JSON.getNodeFactory().textNode(file(name)));

        assertThat(CompletionParts.isRefused(completion)).isFalse();
        assertThat(CompletionParts.content(completion).flatMap(AnswerParser::parse))
                .contains(ANSWER);
    }

    @Test
    void an_answer_in_parts() throws IOException {
        ChatCompletion completion = completion(JSON.readTree(file("l03_parts.json")));

        assertThat(CompletionParts.content(completion).flatMap(AnswerParser::parse))
                .contains(ANSWER);
    }

    @Test
    void parts_may_be_split_anywhere() throws IOException {
        String answer = "{\"sentiment\":\"POSITIVE\",\"topics\":[\"UX\"],\"is_urgent\":false,\"confidence\":0.77}";
        for (int at = 0; at <= answer.length(); at++) {
            ArrayNode parts = JSON.createArrayNode();
            parts.addObject().put("type", "text").put("text", answer.substring(0, at));
            parts.addObject().put("type", "text").put("text", answer.substring(at));

            assertThat(CompletionParts.content(completion(parts)).flatMap(AnswerParser::parse))
                    .as("split at %d", at)
                    .contains(ANSWER);
        }
    }

    @Test
    void a_server_that_takes_a_schema_or_text_is_asked_with_a_schema() throws IOException {
        RequestFormat usual = RequestFormat.of(ModelTraits.of("a-model-on-somebodys-desk"));
        ServerError error = ErrorBody.parse(400, file("l04_lmstudio_400.json"));

        assertThat(usual.output()).isEqualTo(OutputFormat.JSON_OBJECT);
        assertThat(usual.blamed(error)).contains("response_format");
        assertThat(usual.without("response_format", error).output()).isEqualTo(OutputFormat.JSON_SCHEMA);
    }

    @Test
    void a_filter_is_about_the_text() throws IOException {
        ServerError error = ErrorBody.parse(400, file("l06_content_filter_400.json"));

        assertThat(FailureKind.of(error)).isEqualTo(LlmFailure.CONTENT_REFUSED);
        assertThat(error.message()).contains("filtered");
    }

    @Test
    void azures_address_keeps_its_version_behind_the_path() throws IOException {
        String setting = file("l07_azure_url.txt").strip();

        ChatEndpoint endpoint = ChatEndpoint.of(URI.create(setting.substring(setting.indexOf('=') + 1)));

        assertThat(endpoint)
                .isEqualTo(new ChatEndpoint(
                        URI.create("https://x.example.test/openai/deployments/d1/chat/completions"
                                + "?api-version=2024-06-01"),
                        true));
    }
}
