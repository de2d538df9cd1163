/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.monitoring.burst.FeedbackBurst;
import java.time.Instant;
import java.util.Optional;

/**
 * A burst as it is stored.
 *
 * @param series what came more often than usual
 * @param burst how much
 * @param mostly the group that more than half of it belongs to
 * @param seen when it was last judged
 */
public record StoredBurst(SeriesName series, FeedbackBurst burst, Optional<MainGroup> mostly, Instant seen) {

    /** The same with the group that most of it belongs to. */
    public StoredBurst with(Optional<MainGroup> group) {
        return new StoredBurst(series, burst, group, seen);
    }
}
