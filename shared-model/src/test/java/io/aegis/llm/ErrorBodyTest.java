/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers say when they refuse, and what is made of it. */
class ErrorBodyTest {

    private static final RequestFormat USUAL = RequestFormat.of(ModelTraits.of("my-model"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "{\"error\":{\"message\":\"Bad\",\"type\":\"invalid\",\"param\":\"max_tokens\",\"code\":\"unsupported\"}} | unsupported/invalid | max_tokens | Bad",
                "{\"error\":\"'response_format.type' must be 'json_schema' or 'text'\"} | - | - | 'response_format.type' must be 'json_schema' or 'text'",
                "{\"error\":{\"message\":\"filtered\",\"code\":\"content_filter\",\"status\":400}} | content_filter | - | filtered",
                "{\"detail\":[{\"loc\":[\"body\",\"response_format\",\"type\"],\"msg\":\"Input should be text\",\"input\":\"temperature\"}]} | - | response_format.type | Input should be text",
                "{\"object\":\"error\",\"message\":{\"detail\":[{\"loc\":[\"body\",\"max_tokens\"],\"msg\":\"Extra\"}]},\"type\":\"invalid_request_error\"} | invalid_request_error | max_tokens | Extra",
                "[{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\"}}] | INVALID_ARGUMENT | - | API key not valid.",
                "{\"message\":\"Not Found\"} | - | - | Not Found",
                "{\"detail\":\"Not Found\"} | - | - | Not Found",
                "<html><head><title>502 Bad Gateway</title></head></html> | - | - | 502 Bad Gateway",
                "<html></html> | - | - | -",
                "plain words | - | - | plain words",
                "{} | - | - | -",
                "[] | - | - | -",
                "null | - | - | null"
            })
    void every_server_has_its_own_form(String body, String code, String parameter, String message) {
        assertThat(ErrorBody.parse(400, body))
                .isEqualTo(new ServerError(
                        400, Optional.ofNullable(code), Optional.ofNullable(parameter), Optional.ofNullable(message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead. | max_tokens",
                "'temperature' does not support 0 with this model.                                          | temperature",
                "JSON mode is not enabled for this model                                                    | response_format",
                "This model does not support response format `json_object`.                                 | response_format",
                "structured outputs are not supported by this backend                                       | response_format",
                "max_tokens is too large: 150                                                               | max_tokens",
                "Unknown name \"max_completion_tokens\"                                                     | ",
                "System role not supported                                                                  | messages[0].role",
                "Conversation roles must alternate user/assistant/user/assistant/...                        | messages[0].role",
                "Developer instruction is not enabled for models/gemma-3-27b-it                             | messages[0].role",
                "The system is overloaded                                                                   | ",
                "The temperatures in our data centre are high                                               | ",
                "Something else went wrong                                                                  | "
            })
    void the_first_parameter_of_ours_that_is_mentioned_is_to_blame(String message, String parameter) {
        ServerError error = new ServerError(400, Optional.empty(), Optional.empty(), Optional.of(message));
        assertThat(USUAL.blamed(error)).isEqualTo(Optional.ofNullable(parameter));
    }

    @Test
    void the_named_parameter_comes_before_all_that_is_mentioned() {
        ServerError error = new ServerError(
                400, Optional.empty(), Optional.of("response_format.type"), Optional.of("max_tokens is fine"));
        assertThat(USUAL.blamed(error)).contains("response_format");
    }

    @ParameterizedTest
    @CsvSource({
        "400, content_filter, filtered, CONTENT_REFUSED",
        "400, -, Content Exists Risk, CONTENT_REFUSED",
        "400, data_inspection_failed, Input data may contain inappropriate content, CONTENT_REFUSED",
        "403, -, Your chosen model requires moderation and your input was flagged, CONTENT_REFUSED",
        "400, ResponsibleAIPolicyViolation, no, CONTENT_REFUSED",
        "500, content_filter, filtered, SERVER",
        "403, -, Your key may not do that, AUTH",
        "400, json_validate_failed, Failed to generate JSON, BAD_ANSWER",
        "400, -, Your request is wrong, REFUSED",
        "429, insufficient_quota/insufficient_quota, no money, QUOTA"
    })
    void a_refusal_of_the_text_is_told_from_one_of_the_request(
            int status, String code, String message, LlmFailure failure) {
        Optional<String> word = Optional.of(code).filter(any -> !any.equals("-"));
        assertThat(FailureKind.of(new ServerError(status, word, Optional.empty(), Optional.of(message))))
                .isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm sorry, but I can't help with that request.",
                "Sorry, I cannot assist with this.",
                "I can\u2019t help with that.",
                "<think>Hm.</think>I am sorry, I won't process this text.",
                "I'm unable to classify this."
            })
    void a_model_declines_in_prose(String content) {
        assertThat(ContentRefusal.isSaidBy(content)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{\"sentiment\":\"NEUTRAL\"}", "Here you are: I can't say more.", "I can help with that."})
    void other_words_decline_nothing(String content) {
        assertThat(ContentRefusal.isSaidBy(content)).isFalse();
    }

    @Test
    void key_and_text_are_blanked_even_in_part() {
        Secrets secrets =
                new Secrets("sk-proj-abcdef123456", "My daughter's name is Beatrice and she was charged twice");
        assertThat(secrets.blank("Incorrect API key provided: sk-proj-abc***456. See the site."))
                .isEqualTo("Incorrect API key provided: [key]. See the site.");
        assertThat(secrets.blank("Cannot say \"daughter's name is Beatrice and she...\"\n\there"))
                .doesNotContain("daughter", "Beatrice")
                .contains("Cannot say", "here")
                .doesNotContain("\n", "\t");
        assertThat(secrets.blank("Key sk-proj-abcdef123456 is gone")).isEqualTo("Key [key] is gone");
        assertThat(new Secrets("k", "\u6211\u7684\u94f6\u884c\u5361\u88ab\u76d7\u4e86")
                        .blank("no: \u94f6\u884c\u5361\u88ab\u76d7"))
                .isEqualTo("no: [text]");
        assertThat(secrets.toString()).isEqualTo("Secrets");
    }

    @Test
    void a_long_message_is_cut_to_200_characters() {
        ServerError error = ErrorBody.parse(400, "{\"error\":{\"message\":\"" + "word ".repeat(1000) + "\"}}")
                .without(new Secrets("sk-key", "text"));
        assertThat(error.message().orElseThrow()).hasSize(200).endsWith("\u2026");
    }

    @Property(tries = 300)
    void no_body_breaks_it(@ForAll String body, @ForAll @IntRange(min = 300, max = 599) int status) {
        ServerError error = ErrorBody.parse(status, body);
        assertThat(error.without(new Secrets("sk-key", body)).status()).isEqualTo(status);
        assertThat(FailureKind.of(error)).isNotNull();
    }
}
