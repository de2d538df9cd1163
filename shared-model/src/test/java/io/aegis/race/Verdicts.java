/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.Evidence;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.llm.LlmVerdict;
import io.aegis.llm.TokenUsage;
import io.aegis.vader.VaderScores;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Verdicts for the tests of the race. */
final class Verdicts {

    private Verdicts() {}

    static HeuristicAnalysis heuristic(boolean urgent) {
        return heuristic(new Labels(Sentiment.NEGATIVE, Set.of(Topic.BILLING), urgent), Priority.LOW, false);
    }

    static HeuristicAnalysis heuristic(Labels labels, Priority priority, boolean injection) {
        return new HeuristicAnalysis(
                labels,
                priority,
                0.5,
                new Evidence(new VaderScores(0.3, 0.7, 0, -0.4), -0.6, List.of("charge-twice")),
                injection);
    }

    static LlmVerdict llm(Labels labels) {
        return new LlmVerdict(labels, 0.9, "openai:test", 1, Duration.ofMillis(120), TokenUsage.NONE, 0);
    }
}
