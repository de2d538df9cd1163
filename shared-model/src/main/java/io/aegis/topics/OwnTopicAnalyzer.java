/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.topics;

import io.aegis.feedback.FeedbackText;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicAnalyzer;

/** The heuristic lane that also finds the topics that operators made. Without such topics it costs nothing more. Thread-safe. */
public final class OwnTopicAnalyzer implements HeuristicAnalyzer {

    private final HeuristicAnalyzer lane;
    private final CurrentOwnTopics topics;

    /**
     * An analyser.
     *
     * @param lane finds everything else
     * @param topics those of operators, as they are known at each text
     */
    public OwnTopicAnalyzer(HeuristicAnalyzer lane, CurrentOwnTopics topics) {
        this.lane = lane;
        this.topics = topics;
    }

    @Override
    public HeuristicAnalysis analyze(FeedbackText text) {
        HeuristicAnalysis analysis = lane.analyze(text);
        long bits = topics.byRules(text);
        return bits == 0 ? analysis : analysis.withOwnTopics(bits);
    }
}
