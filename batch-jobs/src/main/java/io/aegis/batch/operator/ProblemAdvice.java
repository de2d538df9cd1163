/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.operator;

import io.aegis.problem.ProblemException;
import io.aegis.problem.ProblemType;
import io.aegis.storage.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Everything that goes wrong, as problem+json (RFC 9457), without a word of what it was inside. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @ExceptionHandler(ProblemException.class)
    ResponseEntity<Object> refused(ProblemException problem, WebRequest request) {
        return answer(problem, new HttpHeaders(), request);
    }

    @ExceptionHandler(DatabaseUnavailableException.class)
    ResponseEntity<Object> unavailable(DatabaseUnavailableException e, WebRequest request) {
        LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the database did not answer");
        return refused(ProblemException.unavailable("The database does not answer at present.", RETRY_AFTER), request);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> unforeseen(Exception e, WebRequest request) {
        LOG.atError().setCause(e).log("a request failed");
        return refused(ProblemException.internal(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // What a body limit throws while the body is read arrives wrapped.
        ProblemException problem = e.getRootCause() instanceof BodyTooLargeException tooLarge
                ? tooLarge.problem()
                : ProblemException.malformed("The body is not JSON as it is wanted here, or a field has a wrong type.");
        return answer(problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(ofFramework(status.value(), headers), headers, request);
    }

    /** What the framework found wrong by itself. Its own words, where it has any, name its classes and files. */
    static ProblemException ofFramework(int status, HttpHeaders headers) {
        return switch (ProblemType.ofStatus(status)) {
            case NOT_FOUND -> ProblemException.notFound("There is nothing at this path.");
            case METHOD_NOT_ALLOWED ->
                ProblemException.methodNotAllowed(
                        headers.getAllow().stream().map(HttpMethod::name).collect(Collectors.toSet()));
            case NOT_ACCEPTABLE -> ProblemException.notAcceptable(MediaType.APPLICATION_JSON_VALUE);
            case UNSUPPORTED_MEDIA_TYPE -> ProblemException.unsupportedMediaType(MediaType.APPLICATION_JSON_VALUE);
            case TOO_LARGE -> ProblemException.tooLarge("The body is too large.");
            case UNAVAILABLE, DISK -> ProblemException.unavailable("This cannot be answered at present.", RETRY_AFTER);
            case INTERNAL -> ProblemException.internal();
            case MALFORMED, UNAUTHORISED, FORBIDDEN, CONFLICT, MISDIRECTED, INVALID, RATE_LIMITED ->
                ProblemException.malformed(
                        "A value in the address, the query or the body is missing or has a wrong type.");
        };
    }

    private static ResponseEntity<Object> answer(ProblemException problem, HttpHeaders headers, WebRequest request) {
        HttpHeaders all = new HttpHeaders(headers);
        problem.headers().forEach(all::set);
        all.set(HttpHeaders.CONTENT_TYPE, ProblemException.MEDIA_TYPE);
        Map<String, Object> body = request instanceof ServletWebRequest servlet
                ? problem.members(servlet.getRequest().getRequestURI(), OperatorRequestIds.of(servlet.getRequest()))
                : problem.members("", "");
        return new ResponseEntity<>(
                body, all, HttpStatusCode.valueOf(problem.type().status()));
    }
}
