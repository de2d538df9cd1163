/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisagreementTest {

    @ParameterizedTest
    @CsvSource({
        "POSITIVE, NEGATIVE, true",
        "NEGATIVE, POSITIVE, true",
        "POSITIVE, NEUTRAL,  false",
        "NEUTRAL,  NEGATIVE, false",
        "NEGATIVE, NEGATIVE, false",
    })
    void only_opposite_sentiments_are_a_flip(Sentiment heuristic, Sentiment llm, boolean flip) {
        Set<ReviewReason> reasons = Disagreement.between(
                new Labels(heuristic, Set.of(Topic.UX), false), new Labels(llm, Set.of(Topic.UX), false));

        assertThat(reasons.contains(ReviewReason.SENTIMENT_FLIP)).isEqualTo(flip);
        assertThat(reasons).hasSize(flip ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"true, false, URGENCY_WITHDRAWN", "false, true, URGENCY_MISSED"})
    void urgency_is_compared_both_ways(boolean heuristic, boolean llm, ReviewReason reason) {
        assertThat(Disagreement.between(labels(heuristic, Topic.UX), labels(llm, Topic.UX)))
                .containsExactly(reason);
    }

    @Test
    void topics_without_one_in_common_are_disjoint() {
        assertThat(Disagreement.between(labels(false, Topic.BILLING), labels(false, Topic.UX, Topic.TECHNICAL)))
                .containsExactly(ReviewReason.TOPICS_DISJOINT);
        assertThat(Disagreement.between(labels(false, Topic.BILLING), labels(false, Topic.GENERAL)))
                .containsExactly(ReviewReason.TOPICS_DISJOINT);
    }

    @Test
    void one_topic_in_common_is_enough_to_agree() {
        assertThat(Disagreement.between(
                        labels(false, Topic.BILLING, Topic.UX), labels(false, Topic.UX, Topic.TECHNICAL)))
                .isEmpty();
    }

    @Test
    void rules_that_found_no_topic_contradict_nobody() {
        assertThat(Disagreement.between(labels(false, Topic.GENERAL), labels(false, Topic.BILLING)))
                .isEmpty();
    }

    private static Labels labels(boolean urgent, Topic first, Topic... more) {
        return new Labels(Sentiment.NEUTRAL, java.util.EnumSet.of(first, more), urgent);
    }
}
