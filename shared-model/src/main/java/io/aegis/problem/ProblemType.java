/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.problem;

import java.util.Arrays;

/** The kinds of error that clients of both applications can tell apart: each URI has one status and one title. */
public enum ProblemType {
    MALFORMED(400, "malformed", "Malformed request"),
    UNAUTHORISED(401, "unauthorised", "Key needed"),
    FORBIDDEN(403, "forbidden", "Not allowed with this key"),
    NOT_FOUND(404, "not-found", "Not found"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "Method not allowed"),
    NOT_ACCEPTABLE(406, "not-acceptable", "Not acceptable"),
    CONFLICT(409, "conflict", "Conflict"),
    TOO_LARGE(413, "too-large", "Body too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "Unsupported media type"),
    MISDIRECTED(421, "misdirected", "Not called by this name"),
    INVALID(422, "invalid", "Validation failed"),
    RATE_LIMITED(429, "rate-limited", "Too many requests"),
    INTERNAL(500, "internal", "Internal error"),
    UNAVAILABLE(503, "unavailable", "Unavailable"),
    DISK(503, "disk", "The database's disk is full");

    private final int status;
    private final String slug;
    private final String title;

    ProblemType(int status, String slug, String title) {
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    /** The kind that a status of HTTP stands for: of statuses without one of their own, whose fault it is. */
    public static ProblemType ofStatus(int status) {
        return Arrays.stream(values())
                .filter(type -> type.status == status)
                .findFirst()
                .orElse(status >= 400 && status < 500 ? MALFORMED : INTERNAL);
    }

    /** The HTTP status it is answered with. */
    public int status() {
        return status;
    }

    /** Its URI: a name, not an address. */
    public String uri() {
        return "urn:aegis:problem:" + slug;
    }

    /** A short text, the same for every occurrence. */
    public String title() {
        return title;
    }
}
