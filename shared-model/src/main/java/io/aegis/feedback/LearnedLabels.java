/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.Optional;
import java.util.UUID;

/**
 * Labels of a row beside its verdict, which jobs learn after it came.
 *
 * @param possiblyUrgent whether it may be urgent in other words than the rules know
 * @param ownTopics the operator's own topics: bit n stands for the topic with number n, 0 to {@value #MAX_OWN_TOPIC}
 * @param group the group of texts that say the same, when there is one
 */
public record LearnedLabels(boolean possiblyUrgent, long ownTopics, Optional<UUID> group) {

    /** The highest number of an own topic. */
    public static final int MAX_OWN_TOPIC = 59;

    /** Those of a row that no job has looked at. */
    public static final LearnedLabels NONE = new LearnedLabels(false, 0, Optional.empty());

    /**
     * Checks the bits.
     *
     * @throws IllegalArgumentException when there is a bit above {@value #MAX_OWN_TOPIC}
     */
    public LearnedLabels {
        if (ownTopics >>> (MAX_OWN_TOPIC + 1) != 0) {
            throw new IllegalArgumentException("own topics have numbers from 0 to " + MAX_OWN_TOPIC);
        }
    }
}
