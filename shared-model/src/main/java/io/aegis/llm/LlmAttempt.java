/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import java.time.Duration;
import java.util.Optional;

/**
 * How one attempt at one provider ended.
 *
 * @param provider {@code mock-llm}, {@code groq:<model>} or {@code openai:<model>}
 * @param model the model alone; {@code mock-llm} for the mock
 * @param failure why there is no verdict; empty when there is one
 * @param latency how long it took
 * @param usage tokens charged, as far as the provider told
 * @param costMicroUsd price in millionths of a US dollar; 0 when the price is unknown
 */
public record LlmAttempt(
        String provider,
        String model,
        Optional<LlmFailure> failure,
        Duration latency,
        TokenUsage usage,
        long costMicroUsd) {}
