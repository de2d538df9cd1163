package io.aegis.online.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Gives every request an id: the one that its sender gave, when that is safe to log, else a new one.
 *
 * @param fresh makes new ones
 */
record RequestIds(Supplier<String> fresh) {

    /** Carries the id, both ways. */
    static final HeaderName HEADER = HeaderNames.create("X-Request-Id");

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The id of a request with these headers. */
    String of(Headers headers) {
        return headers.first(HEADER).filter(id -> SANE.matcher(id).matches()).orElseGet(fresh);
    }
}
