/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

/**
 * Hears what happens in the LLM lane, for metrics and for the stored usage. Called on the lane's own threads: fast,
 * thread-safe, and not throwing.
 */
public interface LlmEvents {

    /** An attempt at one provider has ended. Attempts cut short by closing the lane are not told. */
    default void attempted(LlmAttempt attempt) {}

    /**
     * A caller gave up waiting at its deadline; the call itself goes on.
     *
     * @param provider the first one tried, such as {@code groq:llama-3.1-8b-instant}
     */
    default void missed(String provider) {}

    /** Hears nothing. */
    static LlmEvents none() {
        return new LlmEvents() {};
    }
}
