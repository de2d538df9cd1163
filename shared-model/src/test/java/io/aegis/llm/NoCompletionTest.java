/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes with status 200 and is no completion. */
class NoCompletionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "{\"error\":{\"message\":\"Provider returned error\",\"code\":502}} | 502 | Provider returned error | SERVER",
                "{\"error\":{\"message\":\"Slow down\",\"code\":429}} | 429 | Slow down | RATE_LIMIT",
                "{\"error\":{\"message\":\"No\",\"code\":\"insufficient_quota\"}} | insufficient_quota | No | QUOTA",
                "{\"error\":\"model not loaded\"} | - | model not loaded | BAD_ANSWER",
                "{\"choices\":[{\"error\":{\"code\":502,\"message\":\"Broke off\"},\"message\":{}}]} | 502 | Broke off | SERVER",
                "{\"choices\":null} | - | (no choices) | BAD_ANSWER",
                "{\"choices\":[]} | - | (no choices) | BAD_ANSWER",
                "{} | - | (no choices) | BAD_ANSWER",
                "<html><h1>Sign in</h1></html> | - | Sign in | BAD_ANSWER",
                "<html><title>Log in</title><h1>Sign in</h1></html> | - | Log in | BAD_ANSWER",
                "<p>Hello | - | (a page of HTML) | BAD_ANSWER",
                "`` | - | (nothing) | BAD_ANSWER",
                "` ` | - | (nothing) | BAD_ANSWER",
                "OK | - | OK | BAD_ANSWER",
            })
    void is_told_with_what_it_says(String body, String code, String message, LlmFailure failure) {
        ServerError error = NoCompletion.error(200, body);

        assertThat(NoCompletion.is(body)).isTrue();
        assertThat(error)
                .isEqualTo(new ServerError(200, Optional.ofNullable(code), Optional.empty(), Optional.of(message)));
        assertThat(FailureKind.of(error)).isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}",
                " {\"choices\":[{}]}",
                "\ufeff{\"choices\":[{}]}",
                "{\"choices\":[{\"mess"
            })
    void a_completion_and_what_begins_as_one_are_left_to_their_reader(String body) {
        assertThat(NoCompletion.is(body)).isFalse();
    }

    @Test
    void its_page_is_no_page_of_advice_about_models() {
        assertThat(LlmAdvice.of("openai:m", LlmFailure.BAD_ANSWER, Optional.of(NoCompletion.error(200, ""))))
                .contains("check OPENAI_BASE_URL");
        assertThat(LlmAdvice.of("openai:m", LlmFailure.BAD_ANSWER, Optional.empty()))
                .contains("more capable");
    }

    @Property(tries = 300)
    void no_body_breaks_it(@ForAll String body) {
        assertThat(NoCompletion.is(body)).isIn(true, false);
        assertThat(NoCompletion.error(200, body).message()).isPresent();
    }
}
