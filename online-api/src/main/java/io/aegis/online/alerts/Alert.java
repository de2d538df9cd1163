/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.alerts;

import io.aegis.db.bursts.BurstMessage;
import java.util.UUID;

/**
 * A delivery that is due.
 *
 * @param id of the outbox row; the receiver's key against repeats, for delivery is at least once
 * @param lease proves that the claim is still this one's
 * @param channel the name of where it goes
 * @param event what happened, such as {@code feedback.urgent}
 * @param payload a JSON object
 * @param attempts deliveries tried before
 */
public record Alert(UUID id, UUID lease, String channel, String event, String payload, int attempts) {

    /** Whether it is about a burst; else it is about a row of feedback. */
    boolean ofBurst() {
        return BurstMessage.EVENT.equals(event);
    }

    /** The same with another payload. */
    Alert saying(String other) {
        return new Alert(id, lease, channel, event, other, attempts);
    }

    /** What receivers of JSON find what it is about under. */
    String subject() {
        return ofBurst() ? "burst" : "feedback";
    }
}
