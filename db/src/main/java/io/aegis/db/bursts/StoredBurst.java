/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.monitoring.burst.FeedbackBurst;
import java.time.Instant;

/**
 * A burst as it is stored.
 *
 * @param series what came more often than usual
 * @param burst how much
 * @param seen when it was last judged
 */
public record StoredBurst(SeriesName series, FeedbackBurst burst, Instant seen) {}
