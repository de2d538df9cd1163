package io.aegis.batch.operator;

import java.io.Serial;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * A request that is refused, for a reason that its sender is told. Carries no stack trace: it is an answer, not a defect.
 */
final class OperatorProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient Map<String, String> errors;

    private OperatorProblemException(HttpStatus status, String detail, Map<String, String> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = new TreeMap<>(errors);
    }

    /** Nothing there. */
    static OperatorProblemException notFound(String detail) {
        return new OperatorProblemException(HttpStatus.NOT_FOUND, detail, Map.of());
    }

    /** The state of things does not allow it now. */
    static OperatorProblemException conflict(String detail) {
        return new OperatorProblemException(HttpStatus.CONFLICT, detail, Map.of());
    }

    /** Not now, but it is worth trying again. */
    static OperatorProblemException unavailable(String detail) {
        return new OperatorProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail, Map.of());
    }

    /** Wrong values, by field. */
    static OperatorProblemException invalid(Map<String, String> errors) {
        return new OperatorProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "Some values are not allowed; see errors.", errors);
    }

    /** What is said of a kind of problem of which nothing more is known. */
    static String usualDetail(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> "There is nothing at this path.";
            case 405 -> "The method is not allowed here; the header Allow lists those that are.";
            case 406 -> "What is here comes as application/json only.";
            case 413 -> "The body is too large.";
            case 415 -> "The body has to be application/json.";
            case 503 -> "This cannot be answered at present.";
            default ->
                status.is4xxClientError()
                        ? "A value in the address, the query or the body is missing or has a wrong type."
                        : "Something went wrong; the request id finds it in the log.";
        };
    }

    HttpStatus status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, String> errors() {
        return errors;
    }

    /** The URI of a kind of problem, the same as the online API's: a name, not an address. */
    static String type(HttpStatusCode status) {
        return "urn:aegis:problem:"
                + switch (status.value()) {
                    case 401 -> "unauthorised";
                    case 403 -> "forbidden";
                    case 404 -> "not-found";
                    case 405 -> "method-not-allowed";
                    case 406 -> "not-acceptable";
                    case 409 -> "conflict";
                    case 413 -> "too-large";
                    case 415 -> "unsupported-media-type";
                    case 422 -> "invalid";
                    case 429 -> "rate-limited";
                    case 503 -> "unavailable";
                    default -> status.is4xxClientError() ? "malformed" : "internal";
                };
    }
}
