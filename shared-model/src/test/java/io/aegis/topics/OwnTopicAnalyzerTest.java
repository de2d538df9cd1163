/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.heuristic.TopicRule;
import io.aegis.heuristic.TopicRuleCompiler;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnTopicAnalyzerTest {

    private static final HeuristicAnalyzer LANE =
            HeuristicLane.load(Optional.empty()).analyzer();
    private static final OwnTopics LIST = new OwnTopics(
            1,
            List.of(new OwnTopic(
                    7,
                    "Parcels",
                    "",
                    "#336699",
                    "Logistics",
                    List.of(new TopicRule(List.of("parcel"), List.of(), 1, false, 1)),
                    List.of())));

    private final CurrentOwnTopics topics = new CurrentOwnTopics(_ -> Optional.of(LIST), TopicRuleCompiler.load());

    @Test
    void the_lane_says_the_same_and_the_topic_besides() {
        HeuristicAnalyzer analyzer = new OwnTopicAnalyzer(LANE, topics);
        FeedbackText text = FeedbackText.of("You charged me twice for one parcel");
        assertThat(analyzer.analyze(text)).isEqualTo(LANE.analyze(text));

        topics.refresh();

        HeuristicAnalysis analysis = analyzer.analyze(text);
        assertThat(analysis).isEqualTo(LANE.analyze(text).withOwnTopics(1L << 7));
        assertThat(topics.names(analysis.ownTopics())).containsExactly("Parcels");
        assertThat(analyzer.analyze(FeedbackText.of("Nothing of the kind")).ownTopics())
                .isZero();
    }
}
