/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Priority;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import io.aegis.language.LanguageDetector;
import io.aegis.vader.Vader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Sentences of eight kinds that rules got wrong, in four languages: courtesies, what is calm beside a danger, closings, problems that
 * are none, self-harm, dangers, urgent words without urgency, irony. About half of each kind are there to stay as they were.
 */
class KindsOfSentencesTest {

    private static final MultilingualAnalyzer ANALYZER =
            new MultilingualAnalyzer(Vader.load()::score, LanguageDetector.load(), RulePacks.builtIn());

    @ParameterizedTest
    @CsvFileSource(resources = "kinds-of-sentences.tsv", delimiter = '\t')
    void a_sentence_of_a_kind_is_read_as_a_person_would(String expected, String text) {
        HeuristicAnalysis analysis = ANALYZER.analyze(FeedbackText.of(text));
        for (String label : expected.split("\\+", -1)) {
            assertThat(is(label, analysis))
                    .as(
                            "%s: %s, %s %s",
                            label, text, analysis.labels(), analysis.evidence().rules())
                    .isTrue();
        }
    }

    private static boolean is(String label, HeuristicAnalysis analysis) {
        Sentiment sentiment = analysis.labels().sentiment();
        return switch (label) {
            case "urgent" -> analysis.labels().urgent();
            case "calm" -> !analysis.labels().urgent();
            case "positive" -> sentiment == Sentiment.POSITIVE;
            case "not-positive" -> sentiment != Sentiment.POSITIVE;
            case "negative" -> sentiment == Sentiment.NEGATIVE;
            case "not-negative" -> sentiment != Sentiment.NEGATIVE;
            case "critical" -> analysis.priority() == Priority.CRITICAL;
            case "not-critical" -> analysis.priority() != Priority.CRITICAL;
            case "billing" -> analysis.labels().topics().contains(Topic.BILLING);
            case "security" -> analysis.labels().topics().contains(Topic.SECURITY);
            default -> throw new IllegalArgumentException(label);
        };
    }
}
