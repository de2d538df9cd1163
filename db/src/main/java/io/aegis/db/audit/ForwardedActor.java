/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Who acts, as the online application tells the batch application in a header. It is to be believed only of whoever holds the bootstrap
 * key, which the online application sends for people who have no key of their own.
 */
public final class ForwardedActor {

    /** The header's name. */
    public static final String HEADER = "X-Aegis-Actor";

    private static final char BETWEEN = ':';

    private ForwardedActor() {}

    /** The header's value: printable ASCII. */
    public static String write(Actor actor) {
        return actor.kind().name() + BETWEEN + URLEncoder.encode(actor.name(), StandardCharsets.UTF_8);
    }

    /** What a header's value says; empty when it says nothing that {@link #write} wrote. */
    public static Optional<Actor> read(String value) {
        int between = value.indexOf(BETWEEN);
        if (between < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Actor(
                    Actor.Kind.valueOf(value.substring(0, between)),
                    URLDecoder.decode(value.substring(between + 1), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
