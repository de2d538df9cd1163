/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request that is refused, for a reason that its sender is told. Thrown anywhere below the edge of an application, which
 * answers it as problem+json (RFC 9457). Carries no stack trace: it is an answer, not a defect.
 */
public final class ProblemException extends RuntimeException {

    /** The media type of its answer. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The header that brings a key. */
    public static final String KEY_HEADER = "X-API-Key";

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    private ProblemException(ProblemType type, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    private ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), Map.of());
    }

    /** 400: the request is not HTTP or JSON as it should be. */
    public static ProblemException malformed(String detail) {
        return new ProblemException(ProblemType.MALFORMED, detail);
    }

    /** 400: parameters that cannot be read at all. */
    public static ProblemException malformed(List<FieldError> errors) {
        return new ProblemException(ProblemType.MALFORMED, "The query cannot be read; see errors.", errors, Map.of());
    }

    /**
     * 400: one field is not what the format of the message has there.
     *
     * @param field by its path
     * @param message what it must be, such as {@code must be a list}
     */
    public static ProblemException malformed(String field, String message) {
        return new ProblemException(
                ProblemType.MALFORMED,
                "The field " + field + " " + message + ".",
                List.of(new FieldError(field, message)),
                Map.of());
    }

    /** 400: a part of the request is not as it should be, and the rest was taken; the answer tells more in headers. */
    public static ProblemException partlyMalformed(String detail, Map<String, String> headers) {
        return new ProblemException(ProblemType.MALFORMED, detail, List.of(), headers);
    }

    /** 401: no key, or none that is known. */
    public static ProblemException unauthorised() {
        return unauthorised("Send one valid key, in " + KEY_HEADER + " or Authorization.");
    }

    /** 401, with a reason of its own. */
    public static ProblemException unauthorised(String detail) {
        return new ProblemException(
                ProblemType.UNAUTHORISED,
                detail,
                List.of(),
                Map.of("WWW-Authenticate", "ApiKey realm=\"aegis\", header=\"" + KEY_HEADER + "\""));
    }

    /** 403: the key lacks a role. */
    public static ProblemException forbidden(String role) {
        return new ProblemException(ProblemType.FORBIDDEN, "The key needs the role " + role + ".");
    }

    /** 403: the groups of a person whom a proxy names give no such role. */
    public static ProblemException lacking(String role) {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "None of your groups has the role " + role
                        + ". Groups come from the proxy that signed you in, and TRUSTED_PROXY_ROLES says which have it.");
    }

    /** 403: it looks as if another site's page had sent it. */
    public static ProblemException unmarked(String header) {
        return new ProblemException(
                ProblemType.FORBIDDEN, "Send the header " + header + ": 1 with what changes something.");
    }

    /** 403: a page of a site that is not allowed sent it. */
    public static ProblemException foreignPage(String setting) {
        return new ProblemException(
                ProblemType.FORBIDDEN,
                "A page of another site may change nothing here, unless " + setting
                        + " lists the site or the request brings a key of its own.");
    }

    /** 421: it was sent to another name. */
    public static ProblemException misdirected(String setting) {
        return new ProblemException(
                ProblemType.MISDIRECTED,
                "Nothing is served under this name, unless " + setting
                        + " lists it; localhost and 127.0.0.1 always are.");
    }

    /** 404: nothing there. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(ProblemType.NOT_FOUND, detail);
    }

    /** 405: the path exists, for other methods. */
    public static ProblemException methodNotAllowed(Set<String> allowed) {
        String list = String.join(", ", new TreeSet<>(allowed));
        return new ProblemException(
                ProblemType.METHOD_NOT_ALLOWED, "Allowed: " + list + ".", List.of(), Map.of("Allow", list));
    }

    /** 406: the sender accepts nothing that could be answered. */
    public static ProblemException notAcceptable(String offered) {
        return new ProblemException(ProblemType.NOT_ACCEPTABLE, "The answer would be " + offered + ".");
    }

    /** 409: the state of things does not allow it now. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(ProblemType.CONFLICT, detail);
    }

    /** 409: the state of things does not allow it now, for each of these reasons. */
    public static ProblemException conflict(String detail, List<FieldError> reasons) {
        return new ProblemException(ProblemType.CONFLICT, detail, reasons, Map.of());
    }

    /** 413: the body has more bytes than are read. */
    public static ProblemException tooLarge(long limitBytes) {
        return tooLarge("The body may have up to " + limitBytes + " bytes.");
    }

    /** 413: a part of the request is larger than is read. */
    public static ProblemException tooLarge(String detail) {
        return new ProblemException(ProblemType.TOO_LARGE, detail);
    }

    /** 415: the body is of another kind than is read. */
    public static ProblemException unsupportedMediaType(String wanted) {
        return new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send " + wanted + ".");
    }

    /** 422: fields or parameters with wrong values. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(ProblemType.INVALID, "Some values are not allowed; see errors.", errors, Map.of());
    }

    /** 422: one field or parameter with a wrong value. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** 422: one field with a wrong value, about which there is a whole sentence to say. */
    public static ProblemException unusable(String field, String sentence) {
        return new ProblemException(ProblemType.INVALID, sentence, List.of(new FieldError(field, sentence)), Map.of());
    }

    /** 429: more requests than the sender's rate. */
    public static ProblemException rateLimited(Duration retryAfter) {
        return new ProblemException(
                ProblemType.RATE_LIMITED, "More requests than the limit allows.", List.of(), retry(retryAfter));
    }

    /** 429: more wrong keys than an address may send. */
    public static ProblemException tooManyWrongKeys(Duration retryAfter) {
        return new ProblemException(
                ProblemType.RATE_LIMITED,
                "Too many wrong keys came from this address: correct the key, and wait before the next one.",
                List.of(),
                retry(retryAfter));
    }

    /** 503: not now, but it is worth trying again. */
    public static ProblemException unavailable(String detail, Duration retryAfter) {
        return new ProblemException(ProblemType.UNAVAILABLE, detail, List.of(), retry(retryAfter));
    }

    /** 503: nothing is stored before the database has room again. */
    public static ProblemException diskFull(Duration retryAfter) {
        return new ProblemException(
                ProblemType.DISK,
                "The database's disk is almost full, so nothing is stored until there is room. Sending it again later"
                        + " is safe.",
                List.of(),
                retry(retryAfter));
    }

    /** 500: a defect, or something that nobody foresaw. What it was is for the log, not for the sender. */
    public static ProblemException internal() {
        return new ProblemException(ProblemType.INTERNAL, "Something went wrong; the request id finds it in the log.");
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

    /** The fields that were wrong; empty where it is not about fields. */
    public List<FieldError> errors() {
        return errors;
    }

    /**
     * The members of the answer's JSON object, in order: texts, but for the number {@code status} and the list of {@link
     * FieldError} named {@code errors}, which is there when there are any.
     *
     * @param path of the request
     * @param requestId its id
     */
    public Map<String, Object> members(String path, String requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", type.uri());
        members.put("title", type.title());
        members.put("status", type.status());
        members.put("detail", detail());
        members.put("instance", path);
        members.put("request_id", requestId);
        if (!errors.isEmpty()) {
            members.put("errors", errors);
        }
        return members;
    }

    /** Headers that belong to the answer, by name. */
    public Map<String, String> headers() {
        return headers;
    }
}
