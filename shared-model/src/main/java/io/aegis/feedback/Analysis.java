/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

/**
 * The analysis that a row carries now.
 *
 * @param labels sentiment, topics, urgency
 * @param priority how soon somebody should look
 * @param confidence 0..1
 * @param source which lane the labels came from
 * @param provider who gave them: {@code vader-regex}, {@code learned:v<N>}, {@code mock-llm}, {@code groq:<model>} or {@code openai:<model>}
 */
public record Analysis(Labels labels, Priority priority, double confidence, AnalysisSource source, String provider) {

    /** The provider name of the heuristic lane. */
    public static final String HEURISTIC_PROVIDER = "vader-regex";

    /** Begins the provider name of what was learned; the version of the model follows. */
    public static final String LEARNED_PROVIDER = "learned:v";

    /** Where the feedback goes. */
    public Department department() {
        return labels.department();
    }
}
