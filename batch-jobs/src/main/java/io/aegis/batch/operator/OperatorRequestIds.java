package io.aegis.batch.operator;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id: the one that its sender gave, when that is safe to log, else a new one. */
final class OperatorRequestIds {

    static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = OperatorRequestIds.class.getName();
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private OperatorRequestIds() {}

    /** The id of a request, the same each time. */
    static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = Optional.ofNullable(request.getHeader(HEADER))
                .filter(given -> SANE.matcher(given).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
