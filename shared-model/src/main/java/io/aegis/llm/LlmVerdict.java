/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.feedback.Labels;
import java.time.Duration;

/**
 * A valid answer of an LLM.
 *
 * @param labels sentiment, topics, urgency, all from the closed vocabularies
 * @param confidence the LLM's own, 0..1, or 0.9 when it gave none
 * @param provider {@code mock-llm}, {@code groq:<model>} or {@code openai:<model>}
 * @param promptVersion which prompt was used
 * @param latency from the start of the call that answered
 * @param usage tokens charged
 * @param costMicroUsd price of the call in millionths of a US dollar; 0 when the price is unknown
 * @param ownTopics topics that operators made: bit n is the topic with number n
 */
public record LlmVerdict(
        Labels labels,
        double confidence,
        String provider,
        int promptVersion,
        Duration latency,
        TokenUsage usage,
        long costMicroUsd,
        long ownTopics) {

    /** A verdict without topics that operators made. */
    public LlmVerdict(
            Labels labels,
            double confidence,
            String provider,
            int promptVersion,
            Duration latency,
            TokenUsage usage,
            long costMicroUsd) {
        this(labels, confidence, provider, promptVersion, latency, usage, costMicroUsd, 0);
    }
}
