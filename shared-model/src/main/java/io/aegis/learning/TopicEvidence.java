/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.learning;

import io.aegis.embedding.Embedding;
import io.aegis.feedback.Labels;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a text before anybody is asked.
 *
 * @param vector what its text says
 * @param ruled the labels that the rules give it
 * @param rules ids of the rules that fired
 * @param compound the adjusted compound, -1 to 1
 * @param channel on which it came, where it was told: people praise in other words there than elsewhere
 */
public record TopicEvidence(
        Embedding vector, Labels ruled, List<String> rules, double compound, Optional<String> channel) {

    /** Copies the ids. */
    public TopicEvidence {
        rules = List.copyOf(rules);
    }
}
