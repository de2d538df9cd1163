/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.bursts;

import io.aegis.monitoring.burst.FeedbackBurst;
import java.time.Instant;
import java.util.List;
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

    /**
     * Of which people are told: where a topic or a group bursts, a department, a language or a channel that does is the same texts counted
     * once more.
     *
     * @param some of those that go on
     * @param going all that go on
     */
    public static List<StoredBurst> mostTelling(List<StoredBurst> some, List<StoredBurst> going) {
        boolean topical = going.stream().anyMatch(StoredBurst::isTopical);
        return some.stream().filter(each -> !topical || each.isTopical()).toList();
    }

    private boolean isTopical() {
        return switch (series.by()) {
            case TOPIC, OWN_TOPIC, GROUP -> true;
            case DEPARTMENT, SOURCE, LANGUAGE, SENTIMENT, CHANNEL -> false;
        };
    }

    /** The same with the group that most of it belongs to. */
    public StoredBurst with(Optional<MainGroup> group) {
        return new StoredBurst(series, burst, group, seen);
    }
}
