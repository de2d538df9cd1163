/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Gives every request an id: the one that its sender gave, when that is safe to log, else a new one.
 *
 * @param fresh makes new ones
 */
public record RequestIds(Supplier<String> fresh) {

    /** The header that carries the id, both ways. */
    public static final String HEADER = "X-Request-Id";

    /** The id's name in everything that the request's thread logs. */
    public static final String LOG_KEY = "request_id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The id of a request that came with one, or without. */
    public String of(Optional<String> sent) {
        return sent.filter(id -> SANE.matcher(id).matches()).orElseGet(fresh);
    }
}
