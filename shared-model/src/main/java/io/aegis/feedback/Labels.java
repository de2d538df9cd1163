/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an analyser says of a text.
 *
 * @param sentiment its mood
 * @param topics one or more, iterated in the order of routing
 * @param urgent whether somebody has to look at once
 */
public record Labels(Sentiment sentiment, Set<Topic> topics, boolean urgent) {

    /**
     * Copies the topics.
     *
     * @throws IllegalArgumentException when there is no topic
     */
    public Labels {
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("labels need at least one topic");
        }
        topics = Collections.unmodifiableSet(EnumSet.copyOf(topics));
    }

    /** The department of the topic that goes first. */
    public Department department() {
        return topics.iterator().next().department();
    }

    /** The same labels with another urgency. */
    public Labels withUrgent(boolean other) {
        return new Labels(sentiment, topics, other);
    }
}
