package io.aegis.llm;

import io.aegis.deadline.Ticker;
import io.aegis.faults.FaultWall;
import io.aegis.feedback.FeedbackText;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Lanes over a fault wall, as the tests need them. */
final class Lanes {

    static final FeedbackText TEXT = FeedbackText.of("I was charged twice and support ignores me!");
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static final long PATIENCE_SECONDS = 20;

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

    static LlmRuntime runtime(Ticker ticker) {
        return new LlmRuntime(
                Clock.fixed(NOW, ZoneOffset.UTC),
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
        return call.outcome().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    static LlmOutcome failed(LlmFailure failure) {
        return new LlmOutcome.Failed(failure);
    }

    static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    static List<String> names(String... names) {
        return Arrays.asList(names);
    }
}
