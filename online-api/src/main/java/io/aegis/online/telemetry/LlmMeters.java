/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.telemetry;

import io.aegis.llm.LlmAttempt;
import io.aegis.llm.LlmEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/**
 * What the LLM lane tells: {@code aegis_llm_attempt_seconds} by provider and outcome, {@code aegis_llm_missed_total} by
 * provider. There are as many providers as the chain has, so the labels are few.
 *
 * @param registry where the meters are
 */
public record LlmMeters(MeterRegistry registry) implements LlmEvents {

    @Override
    public void attempted(LlmAttempt attempt) {
        Timer.builder("aegis.llm.attempt")
                .description("Attempts at LLM providers")
                .tag("provider", attempt.provider())
                .tag(
                        "outcome",
                        attempt.failure()
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .orElse("answered"))
                .register(registry)
                .record(attempt.latency());
    }

    @Override
    public void missed(String provider) {
        registry.counter("aegis.llm.missed", "provider", provider).increment();
    }
}
