/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.storage.DatabaseUnavailableException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.WebRequest;

class ProblemAdviceTest {

    private final ProblemAdvice advice = new ProblemAdvice();
    private final WebRequest request = (WebRequest) Proxy.newProxyInstance(
            WebRequest.class.getClassLoader(), new Class<?>[] {WebRequest.class}, (_, _, _) -> null);

    @Test
    void a_database_that_is_away_is_told_as_something_that_passes() {
        ResponseEntity<Object> answer =
                advice.unavailable(new DatabaseUnavailableException("SQLSTATE 08S01 at 10.0.0.1"), request);

        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("2");
        assertThat(String.valueOf(answer.getBody()))
                .contains("urn:aegis:problem:unavailable")
                .doesNotContain("SQLSTATE");
    }

    @Test
    void a_defect_is_told_without_what_it_was() {
        ResponseEntity<Object> answer = advice.unforeseen(new IllegalStateException("secret"), request);

        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(String.valueOf(answer.getBody()))
                .contains("urn:aegis:problem:internal")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "400, wrong type",
        "404, nothing at this path",
        "405, Allow",
        "406, json",
        "413, large",
        "415, json",
        "422, wrong type",
        "500, request id",
        "503, at present"
    })
    void what_the_framework_refuses_is_told_in_our_words(int status, String words) {
        ResponseEntity<Object> answer = advice.handleExceptionInternal(
                new IllegalStateException("secret"),
                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), "secret"),
                new HttpHeaders(),
                HttpStatusCode.valueOf(status),
                request);

        assertThat(String.valueOf(answer == null ? null : answer.getBody()))
                .contains(words)
                .doesNotContain("secret");
    }
}
