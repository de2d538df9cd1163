/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.llm.LlmCall;
import io.aegis.llm.LlmFailure;
import io.aegis.llm.LlmLane;
import io.aegis.llm.LlmOutcome;
import io.aegis.llm.LlmVerdict;
import io.aegis.llm.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A lane that is quick, slow, silent, failing, not worth waiting for or absent, as a seed has it. */
final class SimulatedLlm implements LlmLane {

    /** One call, and how it ended. */
    record Call(String text, long startedAt, long delay, boolean answered) {}

    final List<Call> calls = new ArrayList<>();
    final Map<String, Integer> missed = new HashMap<>();
    private final SimulatedTime time;
    private final Random random;
    private final long slowest;

    SimulatedLlm(SimulatedTime time, Random random, long slowest) {
        this.time = time;
        this.random = random;
        this.slowest = slowest;
    }

    @Override
    public Optional<LlmCall> begin(FeedbackText text) {
        double draw = random.nextDouble();
        if (draw < 0.1) {
            return Optional.empty();
        }
        boolean answers = draw < 0.8;
        long delay = (long) (slowest * Math.pow(random.nextDouble(), 2));
        CompletableFuture<LlmOutcome> outcome = new CompletableFuture<>();
        calls.add(new Call(text.value(), time.nanos(), delay, answers));
        time.startIn(
                delay,
                () -> outcome.complete(
                        answers ? new LlmOutcome.Answered(verdict()) : new LlmOutcome.Failed(LlmFailure.SERVER)));
        return Optional.of(
                new LlmCall(outcome, random.nextDouble() < 0.9, () -> missed.merge(text.value(), 1, Integer::sum)));
    }

    static LlmVerdict verdict() {
        return new LlmVerdict(
                new Labels(Sentiment.NEGATIVE, Set.of(Topic.BILLING), false),
                0.9,
                "openai:simulated",
                1,
                Duration.ofMillis(200),
                TokenUsage.NONE,
                0);
    }
}
