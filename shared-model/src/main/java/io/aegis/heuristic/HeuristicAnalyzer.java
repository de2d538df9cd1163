/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import io.aegis.feedback.FeedbackText;

/** The deterministic lane: VADER and rules. Takes microseconds, never fails, knows no other lane. Thread-safe. */
@FunctionalInterface
public interface HeuristicAnalyzer {

    /** Analyses one sanitised text. */
    HeuristicAnalysis analyze(FeedbackText text);
}
