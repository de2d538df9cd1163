/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.Embedding;
import io.aegis.feedback.Topic;
import java.util.List;
import java.util.Set;

/**
 * What is known of the topics of a text before anybody is asked.
 *
 * @param vector what its text says
 * @param ruled the topics that the rules give it
 * @param rules ids of the rules that fired
 */
public record TopicEvidence(Embedding vector, Set<Topic> ruled, List<String> rules) {

    /** Copies the topics and the ids. */
    public TopicEvidence {
        ruled = Set.copyOf(ruled);
        rules = List.copyOf(rules);
    }
}
