/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.feedback.Topic;
import java.util.Set;
import java.util.UUID;

/**
 * A text whose topics are known.
 *
 * @param feedback id of its row
 * @param evidence what was known before
 * @param topics those that it has
 * @param byPerson whether a person said so, rather than an LLM
 */
public record TopicExample(UUID feedback, TopicEvidence evidence, Set<Topic> topics, boolean byPerson) {

    /** Copies the topics. */
    public TopicExample {
        topics = Set.copyOf(topics);
    }
}
