/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.feedback.FeedbackText;
import java.util.Optional;

/** Asks one provider. Thread-safe. */
interface LlmClient extends AutoCloseable {

    /**
     * Asks, and blocks until the answer is there, the time is up, or the thread is interrupted; an interrupted thread
     * gets {@code NETWORK} and keeps its interrupt. Never throws.
     */
    LlmReply ask(FeedbackText text);

    /** How it asks by now; empty when nothing is sent anywhere. */
    default Optional<ProviderState.Request> request() {
        return Optional.empty();
    }

    /** Gives up the connections. */
    @Override
    void close();
}
