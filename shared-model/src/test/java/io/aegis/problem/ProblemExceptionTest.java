/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemExceptionTest {

    static Stream<ProblemException> all() {
        return Stream.of(
                ProblemException.malformed("The path is not in its normal form."),
                ProblemException.unauthorised(),
                ProblemException.forbidden("admin"),
                ProblemException.unmarked("X-Aegis-Request"),
                ProblemException.foreignPage("AEGIS_ALLOWED_ORIGINS"),
                ProblemException.misdirected("AEGIS_ALLOWED_HOSTS"),
                ProblemException.notFound("There is nothing at this path."),
                ProblemException.methodNotAllowed(Set.of("GET")),
                ProblemException.notAcceptable("application/json"),
                ProblemException.conflict("It runs already."),
                ProblemException.tooLarge(64),
                ProblemException.unsupportedMediaType("application/json"),
                ProblemException.invalid("limit", "must be a whole number"),
                ProblemException.unusable("file", "It has no column of texts."),
                ProblemException.rateLimited(Duration.ofMillis(1)),
                ProblemException.unavailable("Not now.", Duration.ofMillis(1_001)),
                ProblemException.internal());
    }

    @ParameterizedTest
    @MethodSource("all")
    void says_what_rfc_9457_and_the_contract_want(ProblemException problem) {
        assertThat(problem.members("/feedback", "id-1"))
                .containsEntry("type", problem.type().uri())
                .containsEntry("title", problem.type().title())
                .containsEntry("status", problem.type().status())
                .containsEntry("detail", problem.detail())
                .containsEntry("instance", "/feedback")
                .containsEntry("request_id", "id-1");
        assertThat(problem.detail()).endsWith(".");
        assertThat(problem.getStackTrace()).isEmpty();
    }

    @Test
    void errors_are_there_when_there_are_any() {
        assertThat(ProblemException.internal().members("/", "1")).doesNotContainKey("errors");
        assertThat(ProblemException.invalid("limit", "must be a whole number").members("/", "1"))
                .containsEntry("errors", List.of(new FieldError("limit", "must be a whole number")));
    }

    @Test
    void some_come_with_headers() {
        assertThat(ProblemException.unauthorised().headers())
                .containsEntry("WWW-Authenticate", "ApiKey realm=\"aegis\", header=\"X-API-Key\"");
        assertThat(ProblemException.methodNotAllowed(Set.of("POST", "GET")).headers())
                .containsEntry("Allow", "GET, POST");
        assertThat(ProblemException.unavailable("Not now.", Duration.ofMillis(1_001))
                        .headers())
                .containsEntry("Retry-After", "2");
        assertThat(ProblemException.rateLimited(Duration.ZERO).headers()).containsEntry("Retry-After", "1");
        assertThat(ProblemException.notFound("Nothing.").headers()).isEmpty();
    }
}
