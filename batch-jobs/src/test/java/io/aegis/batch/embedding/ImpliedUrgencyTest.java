/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.learning.ImpliedUrgency;
import io.aegis.learning.UrgencyExamples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the model and the sentences come to, on sentences of domains that were set aside. */
class ImpliedUrgencyTest {

    @Test
    void with_the_rules_it_finds_most_of_what_is_only_implied() {
        HeuristicAnalyzer rules = HeuristicLane.load(Optional.empty()).analyzer();
        try (LazyTextEmbedder embedder = new LazyTextEmbedder(ModelFolder.installed())) {
            ImpliedUrgency urgency = ImpliedUrgency.learn(embedder);
            UrgencyExamples aside = UrgencyExamples.aside();

            double right = found(aside.urgent(), rules, urgency, embedder);
            double wrong = found(aside.calm(), rules, urgency, embedder);

            double precision = right / (right + wrong);
            double recall = right / aside.urgent().size();
            // Measured .91 and .85; processors round int8 differently.
            assertThat(precision).isGreaterThan(.8);
            assertThat(2 * precision * recall / (precision + recall)).isGreaterThan(.68);
        }
    }

    private static long found(
            List<String> texts, HeuristicAnalyzer rules, ImpliedUrgency urgency, LazyTextEmbedder embedder) {
        return texts.stream()
                .filter(text -> rules.analyze(FeedbackText.of(text)).labels().urgent()
                        || urgency.suspects(embedder.embed(text)))
                .count();
    }
}
