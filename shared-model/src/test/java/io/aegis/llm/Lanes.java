/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import io.aegis.deadline.Ticker;
import io.aegis.faults.FaultWall;
import io.aegis.feedback.FeedbackText;
import io.aegis.testing.Await;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lanes over a fault wall, and what tests ask of them. */
final class Lanes {

    static final FeedbackText TEXT = FeedbackText.of("I was charged twice and support ignores me!");
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static final long TIMEOUT_SECONDS = 20;

    private Lanes() {}

    /** A chain over the wall: the first model at Groq, the second at OpenAI. */
    static LlmSettings settings(FaultWall wall, String... models) {
        List<ProviderSettings> chain = new ArrayList<>();
        for (int i = 0; i < models.length; i++) {
            chain.add(remote(wall, i == 0 ? ProviderKind.GROQ : ProviderKind.OPENAI, models[i]));
        }
        return LlmSettings.of(chain);
    }

    static ProviderSettings.Remote remote(FaultWall wall, ProviderKind kind, String model) {
        return new ProviderSettings.Remote(kind, URI.create(wall.baseUrl()), "sk-secret-key", model);
    }

    /** Real threads, a given clock, and a random source that is the same in every run. */
    static LlmRuntime runtime(Ticker ticker) {
        return runtime(Clock.fixed(NOW, ZoneOffset.UTC), ticker);
    }

    static LlmRuntime runtime(Clock clock, Ticker ticker) {
        return new LlmRuntime(
                clock,
                ticker,
                new Random(1),
                Thread.ofVirtual().name("llm-test-", 0).factory());
    }

    static LlmAnalyzer lane(LlmSettings settings) {
        return new LlmAnalyzer(settings, runtime(Ticker.system()), LlmEvents.none());
    }

    /** Begins a call and waits for its end. */
    static LlmOutcome ask(LlmLane lane) {
        return end(lane.begin(TEXT).orElseThrow());
    }

    static LlmOutcome end(LlmCall call) {
        return call.outcome()
                .copy()
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    static LlmOutcome failed(LlmFailure failure) {
        return new LlmOutcome.Failed(failure);
    }

    /** Waits until something holds that no event tells of. */
    static void eventually(BooleanSupplier holds) {
        Await.until("it holds", holds::getAsBoolean);
    }
}
