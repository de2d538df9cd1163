/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.outbox;

import java.util.UUID;

/**
 * An alert that a worker may deliver until its lease ends.
 *
 * @param id of the alert
 * @param event such as {@code feedback.urgent}
 * @param subject what it is about
 * @param channel where it goes
 * @param payload a JSON object
 * @param attempts deliveries begun, this one included
 */
public record ClaimedAlert(UUID id, String event, UUID subject, String channel, String payload, int attempts) {}
