/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LlmAdviceTest {

    private static final String NO_SUCH_MODEL = "There is no such model there";

    private static String refused(int status, Optional<String> code, String message) {
        return LlmAdvice.of(
                "groq:m",
                LlmFailure.REFUSED,
                Optional.of(new ServerError(status, code, Optional.empty(), Optional.of(message))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model \"m\" not found, try pulling it first",
                "model 'llama3' not found",
                "The model `m` does not exist.",
                "Model is not loaded"
            })
    void a_model_that_is_not_there_is_told_by_the_servers_words_too(String message) {
        assertThat(refused(400, Optional.empty(), message))
                .startsWith(NO_SUCH_MODEL)
                .contains("GROQ_MODEL");
    }

    @ParameterizedTest
    @CsvSource({"404, model_not_found", "404, DeploymentNotFound", "400, invalid_model"})
    void a_model_that_is_not_there_is_told_by_its_code(int status, String code) {
        assertThat(refused(status, Optional.of(code), "No")).startsWith(NO_SUCH_MODEL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 The plain HTTP request was sent to HTTPS port",
                "Client sent an HTTP request to an HTTPS server.",
                "This combination of host and port requires TLS: HTTP request sent to TLS port"
            })
    void a_server_of_tls_says_so_itself(String message) {
        assertThat(refused(400, Optional.empty(), message)).contains("https:// instead of http:// in GROQ_BASE_URL");
    }

    @Test
    void other_refusals_are_not_about_the_model() {
        assertThat(refused(400, Optional.empty(), "This model does not take images"))
                .startsWith("The server does not take the request");
        assertThat(refused(404, Optional.empty(), "Not found")).contains("GROQ_BASE_URL usually ends in /v1");
    }
}
