/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Analysis;
import io.aegis.feedback.AnalysisSource;
import io.aegis.feedback.Labels;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.heuristic.Evidence;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.review.ReviewReason;
import io.aegis.vader.VaderScores;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MergedVerdictTest {

    private static final Labels ANGRY_BILLING = new Labels(Sentiment.NEGATIVE, Set.of(Topic.BILLING), false);
    private static final Labels CALM_BILLING = new Labels(Sentiment.NEUTRAL, Set.of(Topic.BILLING), false);

    @Test
    void the_heuristic_alone_is_a_fallback_with_its_own_labels() {
        MergedVerdict merged = MergedVerdict.of(Verdicts.heuristic(ANGRY_BILLING, Priority.MEDIUM, false));

        assertThat(merged.analysis())
                .isEqualTo(new Analysis(ANGRY_BILLING, Priority.MEDIUM, 0.5, AnalysisSource.FALLBACK, "vader-regex"));
        assertThat(merged.reviewReasons()).isEmpty();
    }

    @Test
    void the_llm_gives_labels_confidence_and_provider() {
        MergedVerdict merged =
                MergedVerdict.of(Verdicts.heuristic(ANGRY_BILLING, Priority.LOW, false), Verdicts.llm(CALM_BILLING));

        assertThat(merged.analysis())
                .isEqualTo(new Analysis(CALM_BILLING, Priority.LOW, 0.9, AnalysisSource.AI, "openai:test"));
        assertThat(merged.reviewReasons()).isEmpty();
    }

    @Test
    void what_the_rules_call_urgent_stays_urgent_and_is_reviewed() {
        MergedVerdict merged = MergedVerdict.of(
                Verdicts.heuristic(ANGRY_BILLING.withUrgent(true), Priority.CRITICAL, false),
                Verdicts.llm(ANGRY_BILLING));

        assertThat(merged.analysis().labels().urgent()).isTrue();
        assertThat(merged.analysis().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(merged.reviewReasons()).containsExactly(ReviewReason.URGENCY_WITHDRAWN);
    }

    @Test
    void what_only_the_llm_calls_urgent_is_urgent_and_at_least_high() {
        MergedVerdict merged = MergedVerdict.of(
                Verdicts.heuristic(CALM_BILLING, Priority.LOW, false), Verdicts.llm(CALM_BILLING.withUrgent(true)));

        assertThat(merged.analysis().labels().urgent()).isTrue();
        assertThat(merged.analysis().priority()).isEqualTo(Priority.HIGH);
        assertThat(merged.reviewReasons()).containsExactly(ReviewReason.URGENCY_MISSED);
    }

    @Test
    void a_negative_text_is_at_least_of_medium_priority() {
        MergedVerdict merged =
                MergedVerdict.of(Verdicts.heuristic(CALM_BILLING, Priority.LOW, false), Verdicts.llm(ANGRY_BILLING));

        assertThat(merged.analysis().priority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void a_suspected_injection_is_reviewed_whichever_lane_answered() {
        var suspect = Verdicts.heuristic(ANGRY_BILLING, Priority.LOW, true);

        assertThat(MergedVerdict.of(suspect).reviewReasons()).containsExactly(ReviewReason.SUSPECTED_INJECTION);
        assertThat(MergedVerdict.of(suspect, Verdicts.llm(ANGRY_BILLING)).reviewReasons())
                .containsExactly(ReviewReason.SUSPECTED_INJECTION);
    }

    @Test
    void a_persons_labels_are_certain_and_priority_follows_them() {
        var alarmed = Verdicts.heuristic(ANGRY_BILLING.withUrgent(true), Priority.CRITICAL, false);
        var calm = Verdicts.heuristic(CALM_BILLING, Priority.LOW, false);

        assertThat(MergedVerdict.byPerson(alarmed, ANGRY_BILLING.withUrgent(true), AnalysisSource.AI, "openai:test"))
                .isEqualTo(new Analysis(
                        ANGRY_BILLING.withUrgent(true), Priority.CRITICAL, 1, AnalysisSource.AI, "openai:test"));
        assertThat(MergedVerdict.byPerson(alarmed, ANGRY_BILLING, AnalysisSource.AI, "openai:test")
                        .priority())
                .isEqualTo(Priority.MEDIUM);
        assertThat(MergedVerdict.byPerson(alarmed, CALM_BILLING, AnalysisSource.AI, "openai:test")
                        .priority())
                .isEqualTo(Priority.LOW);
        assertThat(MergedVerdict.byPerson(calm, CALM_BILLING.withUrgent(true), AnalysisSource.FALLBACK, "vader-regex")
                        .priority())
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void what_no_rules_can_read_is_reviewed_unless_an_llm_answers() {
        HeuristicAnalysis unreadable = new HeuristicAnalysis(
                new Labels(Sentiment.NEUTRAL, Set.of(Topic.GENERAL), false),
                Priority.MEDIUM,
                0.2,
                new Evidence(new VaderScores(0.3, 0.7, 0, -0.4), 0, List.of(), "nl", false),
                false);
        Labels urgent = new Labels(Sentiment.POSITIVE, Set.of(Topic.SECURITY), true);
        Labels calm = urgent.withUrgent(false);

        assertThat(MergedVerdict.of(unreadable).reviewReasons()).containsExactly(ReviewReason.LANGUAGE);
        assertThat(MergedVerdict.of(unreadable, Verdicts.llm(urgent)).reviewReasons())
                .isEmpty();
        assertThat(MergedVerdict.of(unreadable, Verdicts.llm(urgent)).analysis().priority())
                .isEqualTo(Priority.HIGH);
        assertThat(MergedVerdict.of(unreadable, Verdicts.llm(calm)).analysis().priority())
                .isEqualTo(Priority.LOW);
        assertThat(MergedVerdict.byPerson(unreadable, calm, AnalysisSource.FALLBACK, "person")
                        .priority())
                .isEqualTo(Priority.LOW);
    }
}
