/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AskedTopicsTest {

    private static final AskedTopics TOPICS = new AskedTopics(List.of(
            new AskedTopics.Asked(0b100, "Late \"parcels\"", "Came late\nor not at all"),
            new AskedTopics.Asked(1L << 59, "Shops", "x".repeat(500))));

    private static String answer(String more) {
        return "{\"sentiment\": \"NEUTRAL\", \"topics\": [\"General\"], \"is_urgent\": false" + more + "}";
    }

    private static String request(OutputFormat output, AskedTopics topics) {
        RequestFormat usual = RequestFormat.of(ModelTraits.of("gpt-4o-mini"));
        RequestFormat format = new RequestFormat(
                output,
                usual.refused(),
                usual.tokens(),
                usual.longAnswer(),
                usual.temperature(),
                usual.reasoningEffort(),
                usual.systemRole());
        ChatCompletionCreateParams request = Prompt.of("m", "text", format, topics);
        return request.toString();
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void they_are_told_with_what_they_are_about_and_only_then(OutputFormat output) {
        assertThat(request(output, TOPICS))
                .contains("{\"name\":\"Late \\\"parcels\\\"\",\"about\":\"Came late\\nor not at all\"}")
                .contains("\"Shops\",\"about\":\"" + "x".repeat(200) + "\"")
                .contains("own_topics");
        assertThat(request(output, AskedTopics.NONE)).doesNotContain("own_topics");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            , "own_topics": ["Late \\"parcels\\"", "Shops"]   ; 576460752303423492
            , "own_topics": ["Shops", "Shops", "Nobody", 7, {}] ; 576460752303423488
            , "own_topics": []                                  ; 0
            , "own_topics": "Shops"                             ; 0
            , "own_topics": null                                ; 0
            , "own_topics": {"Shops": true}                     ; 0
            ''                                                  ; 0
            """)
    void names_that_are_none_are_passed_over(String more, long bits) {
        assertThat(AnswerParser.parse(answer(more), TOPICS))
                .map(AnswerParser.Parsed::ownTopics)
                .contains(bits);
        assertThat(AnswerParser.parse(answer(more)))
                .map(AnswerParser.Parsed::ownTopics)
                .contains(0L);
    }

    @Test
    void what_is_beyond_any_list_is_not_looked_at() {
        String many = String.join(", ", Collections.nCopies(64, "\"other\""));
        assertThat(AnswerParser.parse(answer(", \"own_topics\": [" + many + ", \"Shops\"]"), TOPICS))
                .map(AnswerParser.Parsed::ownTopics)
                .contains(0L);
    }
}
