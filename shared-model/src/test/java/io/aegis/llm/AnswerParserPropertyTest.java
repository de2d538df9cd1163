/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;

/** The parser against whatever a model may say. */
class AnswerParserPropertyTest {

    @Property(tries = 300)
    void what_is_in_the_vocabulary_comes_back(
            @ForAll Sentiment sentiment,
            @ForAll @NotEmpty Set<Topic> topics,
            @ForAll boolean urgent,
            @ForAll @DoubleRange(min = 0, max = 1) double confidence) {
        String names = topics.stream().map(topic -> "\"" + topic.label() + "\"").collect(Collectors.joining(","));
        String answer = "{\"sentiment\":\"%s\",\"topics\":[%s],\"is_urgent\":%s,\"confidence\":%s}"
                .formatted(sentiment, names, urgent, confidence);
        assertThat(AnswerParser.parse(answer))
                .contains(new AnswerParser.Parsed(new Labels(sentiment, topics, urgent), confidence, 0));
    }

    @Property(tries = 500)
    void any_text_is_an_answer_or_none_but_never_an_error(@ForAll String content) {
        assertThat(AnswerParser.parse(content)).isEmpty();
    }

    @Property(tries = 1000)
    void fragments_of_answers_never_leave_the_bounds(@ForAll("fragments") String content) {
        AnswerParser.parse(content).ifPresent(parsed -> {
            assertThat(parsed.confidence()).isBetween(0.0, 1.0);
            assertThat(parsed.labels().topics()).isNotEmpty();
        });
    }

    @Provide
    Arbitrary<String> fragments() {
        Arbitrary<String> fields = Arbitraries.of(
                "\"sentiment\":\"NEGATIVE\"",
                "\"sentiment\":\"ANGRY\"",
                "\"topics\":[\"UX\"]",
                "\"topics\":[]",
                "\"topics\":[\"UX\",1]",
                "\"is_urgent\":true",
                "\"is_urgent\":null",
                "\"confidence\":0.3",
                "\"confidence\":-3",
                "\"x\":{}");
        Arbitrary<String> ends = Arbitraries.of("{", "", "[", "{\"a\":");
        return fields.list().ofMaxSize(5).flatMap(parts -> ends.map(end -> end + String.join(",", parts) + "}"));
    }
}
