package io.aegis.online.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request that is refused, for a reason that its sender is told. Thrown anywhere below the door, which answers it as
 * problem+json. Carries no stack trace: it is an answer, not a defect.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    private Refusal(ProblemType type, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    private Refusal(ProblemType type, String detail) {
        this(type, detail, List.of(), Map.of());
    }

    /** 400: the request is not HTTP or JSON as it should be. */
    public static Refusal malformed(String detail) {
        return new Refusal(ProblemType.MALFORMED, detail);
    }

    /** 401: no key, or none that is known. */
    public static Refusal unauthorised() {
        return unauthorised("Send a valid key in the X-API-Key header.");
    }

    /** 401, with a reason of its own. */
    public static Refusal unauthorised(String detail) {
        return new Refusal(
                ProblemType.UNAUTHORISED,
                detail,
                List.of(),
                Map.of("WWW-Authenticate", "ApiKey realm=\"aegis\", header=\"X-API-Key\""));
    }

    /** 403: the key lacks a role. */
    public static Refusal forbidden(String role) {
        return new Refusal(ProblemType.FORBIDDEN, "The key needs the role " + role + ".");
    }

    /** 403: it looks as if another site's page had sent it. */
    public static Refusal unmarked(String header) {
        return new Refusal(ProblemType.FORBIDDEN, "Send the header " + header + ": 1 with what changes something.");
    }

    /** 404: nothing there. */
    public static Refusal notFound(String detail) {
        return new Refusal(ProblemType.NOT_FOUND, detail);
    }

    /** 405: the path exists, for other methods. */
    public static Refusal methodNotAllowed(Set<String> allowed) {
        String list = String.join(", ", new TreeSet<>(allowed));
        return new Refusal(ProblemType.METHOD_NOT_ALLOWED, "Allowed: " + list + ".", List.of(), Map.of("Allow", list));
    }

    /** 406: the sender accepts nothing that could be answered. */
    public static Refusal notAcceptable(String offered) {
        return new Refusal(ProblemType.NOT_ACCEPTABLE, "The answer would be " + offered + ".");
    }

    /** 409: the state of things does not allow it now. */
    public static Refusal conflict(String detail) {
        return new Refusal(ProblemType.CONFLICT, detail);
    }

    /** 413: the body has more bytes than are read. */
    public static Refusal tooLarge(long limitBytes) {
        return tooLarge("The body may have up to " + limitBytes + " bytes.");
    }

    /** 413: a part of the request is larger than is read. */
    public static Refusal tooLarge(String detail) {
        return new Refusal(ProblemType.TOO_LARGE, detail);
    }

    /** 415: the body is of another kind than is read. */
    public static Refusal unsupportedMediaType(String wanted) {
        return new Refusal(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send " + wanted + ".");
    }

    /** 422: fields or parameters with wrong values. */
    public static Refusal invalid(List<FieldError> errors) {
        return new Refusal(ProblemType.INVALID, "Some values are not allowed; see errors.", errors, Map.of());
    }

    /** 422: one field or parameter with a wrong value. */
    public static Refusal invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** 422: one field with a wrong value, about which there is a whole sentence to say. */
    public static Refusal unusable(String field, String sentence) {
        return new Refusal(ProblemType.INVALID, sentence, List.of(new FieldError(field, sentence)), Map.of());
    }

    /** 429: more requests than the sender's rate. */
    public static Refusal rateLimited(Duration retryAfter) {
        return new Refusal(
                ProblemType.RATE_LIMITED, "More requests than the limit allows.", List.of(), retry(retryAfter));
    }

    /** 503: not now, but it is worth trying again. */
    public static Refusal unavailable(String detail, Duration retryAfter) {
        return new Refusal(ProblemType.UNAVAILABLE, detail, List.of(), retry(retryAfter));
    }

    /** 500: a defect, or something that nobody foresaw. What it was is for the log, not for the sender. */
    public static Refusal internal() {
        return new Refusal(ProblemType.INTERNAL, "Something went wrong; the request id finds it in the log.");
    }

    private static Map<String, String> retry(Duration after) {
        long seconds = after.plusNanos(999_999_999).toSeconds();
        return Map.of("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    /** Its kind. */
    public ProblemType type() {
        return type;
    }

    /** What the sender is told. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The fields that were wrong; empty unless it is a validation. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Headers that belong to the answer, by name. */
    public Map<String, String> headers() {
        return headers;
    }
}
