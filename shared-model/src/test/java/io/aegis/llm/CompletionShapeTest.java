/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in other forms than that of a completion. */
class CompletionShapeTest {

    private static final String ANSWER = "{\"sentiment\":\"NEUTRAL\"}";
    private static final String QUOTED = "\"{\\\"sentiment\\\":\\\"NEUTRAL\\\"}\"";

    private static JsonNode choice(String body) throws JsonProcessingException {
        return JsonMapper.builder()
                .build()
                .readTree(CompletionShape.completion(body))
                .path("choices")
                .path(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"{\\\"senti\"}}]}\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"ment\\\":\\\"NEUTRAL\\\"}\"}}]}\n\ndata: [DONE]\n",
                ": keep-alive\n\ndata:{\"choices\":[{\"delta\":{\"content\":" + QUOTED + "}}]}\n\n",
                "data: {\"choices\":[{\"text\":" + QUOTED + "}]}\n\ndata: [DONE]\n",
                "event: message\ndata: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":"
                        + QUOTED + "}}]}}]}\n",
                "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":"
                        + QUOTED + "}}]}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"\",\"tool_calls\":[{\"function\":{\"arguments\":{\"sentiment\":\"NEUTRAL\"}}}]}}]}",
                "{\"choices\":[{\"message\":{\"function_call\":{\"name\":\"f\",\"arguments\":" + QUOTED + "}}}]}",
                "{\"choices\":[{\"text\":" + QUOTED + ",\"finish_reason\":\"stop\"}]}"
            })
    void become_a_completion(String body) throws JsonProcessingException {
        assertThat(choice(body).path("message").path("content").asText()).isEqualTo(ANSWER);
    }

    @Test
    void a_stream_keeps_its_end_and_its_usage() throws JsonProcessingException {
        String body = CompletionShape.completion("""
            data: {"choices":[{"delta":{"content":"{"},"finish_reason":"length"}]}
            data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":1}}
            """);
        assertThat(choice(body).path("finish_reason").asText()).isEqualTo("length");
        assertThat(body).contains("\"prompt_tokens\":7");
    }

    @Test
    void an_error_in_a_stream_is_that_error() {
        assertThat(CompletionShape.completion("data: {\"error\":{\"message\":\"Overloaded\",\"code\":503}}\n\n"))
                .isEqualTo("{\"error\":{\"message\":\"Overloaded\",\"code\":503}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "data: [DONE]\n",
                "data: nonsense",
                "{\"choices\":[{\"message\":{\"content\":\"words\",\"tool_calls\":[{\"function\":{\"arguments\":\"{}\"}}]}}]}",
                "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"words\"}]}}]}",
                "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"No\",\"tool_calls\":[]}}]}"
            })
    void all_else_is_left_as_it_is(String body) {
        assertThat(CompletionShape.completion(body)).isEqualTo(body);
    }

    @Property
    void no_body_breaks_it(@ForAll String body) {
        assertThat(CompletionShape.completion("data: " + body)).isNotNull();
        assertThat(CompletionShape.completion("{\"tool_calls\"" + body)).isNotNull();
    }
}
