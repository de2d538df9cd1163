/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.quality;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.FeedbackTextException;
import io.aegis.heuristic.HeuristicAnalysis;
import io.aegis.heuristic.HeuristicLane;
import io.aegis.learning.StaticTopics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** What a request pays for topics by static vectors: on one thread, the texts one after the other. */
final class StaticTopicsCost {

    private static final int ROUNDS = 5;

    private final List<FeedbackText> texts = new ArrayList<>();
    private final List<HeuristicAnalysis> ruled = new ArrayList<>();

    /** Of texts that the product would take. */
    StaticTopicsCost(HeuristicLane lane, List<String> texts) {
        for (String text : texts) {
            try {
                FeedbackText clean = FeedbackText.of(text);
                ruled.add(lane.analyzer().analyze(clean));
                this.texts.add(clean);
            } catch (FeedbackTextException e) {
                // The product would not judge it either.
            }
        }
    }

    /** Microseconds of processor time for a text, the mean of the quickest of {@value #ROUNDS} rounds. */
    double of(StaticTopics topics) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < texts.size(); i++) {
                topics.judge(texts.get(i), ruled.get(i));
            }
            least = Math.min(least, (threads.getCurrentThreadCpuTime() - before) / 1e3 / texts.size());
        }
        return least;
    }
}
