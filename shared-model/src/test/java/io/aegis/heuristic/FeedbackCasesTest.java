/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aegis.feedback.FeedbackText;
import io.aegis.feedback.Sentiment;
import io.aegis.language.LanguageDetector;
import io.aegis.vader.Vader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What customers really wrote and rules once misread, one of each kind. */
class FeedbackCasesTest {

    private static final MultilingualAnalyzer ANALYZER =
            new MultilingualAnalyzer(Vader.load()::score, LanguageDetector.load(), RulePacks.builtIn());

    private static List<HeuristicAnalysis> analyses(String name) throws IOException {
        List<HeuristicAnalysis> analyses = new ArrayList<>();
        try (var in = Objects.requireNonNull(FeedbackCasesTest.class.getResourceAsStream(name), name)) {
            for (JsonNode each : new JsonMapper().readTree(in)) {
                analyses.add(ANALYZER.analyze(
                        FeedbackText.of(each.path("raw_content").textValue())));
            }
        }
        return analyses;
    }

    @Test
    void an_apostrophe_of_a_phone_denies_as_that_of_a_typewriter() throws IOException {
        List<HeuristicAnalysis> analyses = analyses("s01_curly.json");

        assertThat(analyses)
                .hasSize(4)
                .allSatisfy(each -> assertThat(each.labels().sentiment()).isEqualTo(Sentiment.NEGATIVE));
        assertThat(analyses.getFirst().evidence().adjustedCompound())
                .isEqualTo(analyses.get(1).evidence().adjustedCompound());
    }

    @Test
    void pictures_alone_have_a_mood() throws IOException {
        assertThat(analyses("s05_emoji.json"))
                .extracting(each -> each.labels().sentiment())
                .containsExactly(Sentiment.NEGATIVE, Sentiment.NEGATIVE, Sentiment.POSITIVE, Sentiment.NEGATIVE);
    }

    @Test
    void what_only_sounds_urgent_is_not() throws IOException {
        assertThat(analyses("s06_not_urgent.json"))
                .hasSize(3)
                .noneMatch(each -> each.labels().urgent());
    }
}
