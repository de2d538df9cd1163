/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.feedback.Labels;
import java.time.Duration;
import java.util.Optional;

/** What one attempt at one provider brought. */
sealed interface LlmReply {

    /** Tokens charged, as far as the provider told. */
    TokenUsage usage();

    /**
     * A valid answer.
     *
     * @param confidence 0..1
     * @param ownTopics topics that operators made, as bits
     */
    record Answer(Labels labels, double confidence, TokenUsage usage, long ownTopics) implements LlmReply {

        /** An answer without topics that operators made. */
        Answer(Labels labels, double confidence, TokenUsage usage) {
            this(labels, confidence, usage, 0);
        }
    }

    /**
     * None.
     *
     * @param retryAfter how long the provider wants to be left alone, when it said so
     * @param error what the server said, without secrets, when it answered with an error
     */
    record NoAnswer(LlmFailure failure, Optional<Duration> retryAfter, TokenUsage usage, Optional<ServerError> error)
            implements LlmReply {

        NoAnswer(LlmFailure failure) {
            this(failure, TokenUsage.NONE);
        }

        NoAnswer(LlmFailure failure, TokenUsage usage) {
            this(failure, Optional.empty(), usage, Optional.empty());
        }
    }
}
