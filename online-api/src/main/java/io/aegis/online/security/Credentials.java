/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.security;

import io.aegis.access.SentKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a request brings to say who sends it.
 *
 * @param keys that were sent
 * @param cookies values of {@code Cookie}
 * @param safe whether the method only reads
 * @param marked whether the header {@value #MARK} is there, which no page of another site can send
 */
public record Credentials(SentKeys keys, List<String> cookies, boolean safe, boolean marked) {

    /** The header that a page has to send with whatever changes something. */
    public static final String MARK = "X-Aegis-Request";

    /** The cookie of a session. */
    public static final String COOKIE = "aegis_session";

    private static final String PREFIX = COOKIE + "=";

    /** The token of the session's cookie: none unless there is exactly one such cookie. */
    public Optional<String> token() {
        List<String> tokens = cookies.stream()
                .flatMap(line -> Stream.of(line.split(";")))
                .map(String::strip)
                .filter(each -> each.startsWith(PREFIX))
                .map(each -> each.substring(PREFIX.length()))
                .toList();
        return tokens.size() == 1 ? Optional.of(tokens.getFirst()) : Optional.empty();
    }
}
