/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.events;

import io.aegis.online.http.json.JsonContent;
import io.aegis.online.http.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One event as it goes over the wire (WHATWG HTML, 9.2). Its id is the database's time up to which its reader knows
 * everything, in microseconds since 1970, so any replica can go on from it.
 *
 * @param text with the empty line that ends it
 */
record Event(String text) {

    /** Tells a reader to read again what it shows, because it may have missed something. */
    static final Event RESET = new Event("event: reset\ndata: {}\n\n");

    /** Keeps proxies from closing a silent connection. */
    static final Event HEARTBEAT = new Event(": alive\n\n");

    /** How long a reader waits before it connects again. */
    static final Event RETRY = new Event("retry: 2000\n\n");

    static Event of(String name, Instant upTo, JsonContent data) {
        // JSON in one line, as the generator writes it.
        String json = new String(StrictJson.bytes(data), StandardCharsets.UTF_8);
        return new Event("id: " + ChronoUnit.MICROS.between(Instant.EPOCH, upTo) + "\nevent: " + name + "\ndata: "
                + json + "\n\n");
    }

    /** The time that an id stands for; empty when it is none of ours. */
    static Optional<Instant> upTo(String id) {
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,17}"))
                .map(text -> Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
