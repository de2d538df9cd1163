/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import io.aegis.grouping.GroupState;
import io.aegis.topics.RowDestination;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A group as agents see it.
 *
 * @param title the beginning of its most central text
 * @param summary its size and state
 * @param submissions how often its texts were sent
 * @param firstSeen when its first row came
 * @param lastSeen when its last row came
 * @param destinations rows by what decides on their department
 * @param lastWeek rows of the last seven days
 * @param weekBefore rows of the seven days before
 */
public record FeedbackGroup(
        UUID id,
        String title,
        GroupSummary summary,
        long submissions,
        Instant firstSeen,
        Instant lastSeen,
        Map<RowDestination, Long> destinations,
        long lastWeek,
        long weekBefore) {

    /** Copies the counts. */
    public FeedbackGroup {
        destinations = Map.copyOf(destinations);
    }

    /**
     * What a row tells of its group.
     *
     * @param size rows in it, which are different texts
     * @param open those of them that are open
     */
    public record GroupSummary(long size, long open, GroupState state) {}
}
