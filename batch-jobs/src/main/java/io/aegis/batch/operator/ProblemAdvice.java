package io.aegis.batch.operator;

import io.aegis.storage.DatabaseUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
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

    @ExceptionHandler(OperatorProblemException.class)
    ResponseEntity<Object> refused(OperatorProblemException problem, WebRequest request) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(problem.status(), problem.detail());
        if (!problem.errors().isEmpty()) {
            List<Map<String, String>> errors = problem.errors().entrySet().stream()
                    .map(error -> Map.of("field", error.getKey(), "message", error.getValue()))
                    .toList();
            body.setProperty("errors", errors);
        }
        return answer(body, new HttpHeaders(), problem.status(), request);
    }

    @ExceptionHandler(DatabaseUnavailableException.class)
    ResponseEntity<Object> unavailable(DatabaseUnavailableException e, WebRequest request) {
        LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the database did not answer");
        return refused(OperatorProblemException.unavailable("The database does not answer at present."), request);
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> unforeseen(Exception e, WebRequest request) {
        LOG.atError().setCause(e).log("a request failed");
        ProblemDetail body = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong; the request id finds it in the log.");
        return answer(body, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // What a body limit throws while the body is read arrives wrapped.
        if (e.getRootCause() instanceof BodyTooLargeException tooLarge) {
            ProblemDetail body = ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, tooLarge.detail());
            return answer(body, headers, HttpStatus.CONTENT_TOO_LARGE, request);
        }
        ProblemDetail body = ProblemDetail.forStatusAndDetail(
                status, "The body is not JSON as it is wanted here, or a field has a wrong type.");
        return answer(body, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // The framework's own words, where it has any, name its classes and files.
        return answer(ProblemDetail.forStatusAndDetail(status, OperatorProblemException.usualDetail(status)), headers, status, request);
    }

    private static ResponseEntity<Object> answer(
            ProblemDetail body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status.value() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            all.set(HttpHeaders.RETRY_AFTER, "2");
        }
        body.setType(URI.create(OperatorProblemException.type(status)));
        if (request instanceof ServletWebRequest servlet) {
            HttpServletRequest http = servlet.getRequest();
            body.setInstance(Optional.of(http.getRequestURI())
                    .map(ProblemAdvice::address)
                    .orElseThrow());
            body.setProperty("request_id", OperatorRequestIds.of(http));
        }
        return new ResponseEntity<>(body, all, status);
    }

    private static URI address(String path) {
        try {
            return URI.create(path);
        } catch (IllegalArgumentException e) {
            return URI.create("/");
        }
    }
}
