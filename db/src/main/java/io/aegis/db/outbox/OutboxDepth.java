/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.outbox;

import java.time.Duration;
import java.util.Optional;

/**
 * What waits in the outbox.
 *
 * @param pending alerts to be delivered, those under way included
 * @param dead alerts given up, kept for a person to look at
 * @param oldest how long the oldest pending alert has waited; empty without one
 */
public record OutboxDepth(long pending, long dead, Optional<Duration> oldest) {}
