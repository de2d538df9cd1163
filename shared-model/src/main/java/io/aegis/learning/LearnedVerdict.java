/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Topic;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What was learned, applied to a text.
 *
 * @param topics one or more
 * @param confidence from .5 to 1, of the decision that was least sure
 * @param nearest ids of the rows of labelled texts that are nearest, the nearest first
 */
public record LearnedVerdict(Set<Topic> topics, double confidence, List<UUID> nearest) {

    /** Copies the topics and the ids. */
    public LearnedVerdict {
        topics = Set.copyOf(topics);
        nearest = List.copyOf(nearest);
    }
}
