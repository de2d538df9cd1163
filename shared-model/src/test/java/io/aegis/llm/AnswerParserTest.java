/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.aegis.feedback.Labels;
import io.aegis.feedback.Sentiment;
import io.aegis.feedback.Topic;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {

    @Test
    void a_complete_answer_is_taken_as_it_is() {
        assertThat(AnswerParser.parse("""
                        {"sentiment": "NEGATIVE", "topics": ["UX", "Security"], "is_urgent": true, "confidence": 0.25}
                        """))
                .contains(new AnswerParser.Parsed(
                        new Labels(Sentiment.NEGATIVE, Set.of(Topic.UX, Topic.SECURITY), true), 0.25, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"confidence\": null"})
    void without_a_confidence_it_is_nine_tenths(String confidence) {
        assertThat(AnswerParser.parse(answer(confidence)).orElseThrow().confidence())
                .isEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "1.0", "0.5"})
    void a_confidence_from_0_to_1_is_believed(String confidence) {
        assertThat(AnswerParser.parse(answer(", \"confidence\": " + confidence))
                        .orElseThrow()
                        .confidence())
                .isEqualTo(Double.parseDouble(confidence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.01", "1e400", "\"0.9\"", "true", "[]", "NaN", "95"})
    void any_other_confidence_spoils_the_answer(String confidence) {
        assertThat(AnswerParser.parse(answer(", \"confidence\": " + confidence)))
                .isEmpty();
    }

    @Test
    void unknown_fields_and_repeated_topics_do_no_harm() {
        assertThat(AnswerParser.parse("""
                        {"reason": {"a": [1]}, "sentiment": "NEUTRAL", "topics": ["Billing", "Billing"], "is_urgent": false}
                        """))
                .hasValueSatisfying(
                        parsed -> assertThat(parsed.labels().topics()).containsExactly(Topic.BILLING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "[]",
                "{}",
                "\"POSITIVE\"",
                "{\"sentiment\":\"neutral\",\"topics\":[\"UX\"],\"is_urgent\":false}",
                "{\"sentiment\":\"MIXED\",\"topics\":[\"UX\"],\"is_urgent\":false}",
                "{\"sentiment\":null,\"topics\":[\"UX\"],\"is_urgent\":false}",
                "{\"sentiment\":[\"NEUTRAL\"],\"topics\":[\"UX\"],\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":[\"ux\"],\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":[\"UX\",\"Shipping\"],\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":[\"UX\",null],\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":[],\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":\"UX\",\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":{\"0\":\"UX\"},\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":[\"UX\"]}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":[\"UX\"],\"is_urgent\":\"false\"}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":[\"UX\"],\"is_urgent\":0}",
                "{\"sentiment\":\"NEUTRAL\",\"sentiment\":\"POSITIVE\",\"topics\":[\"UX\"],\"is_urgent\":false}",
                "{\"sentiment\":\"NEUTRAL\",\"topics\":[\"UX\"],\"is_urgent\":false"
            })
    void anything_else_is_no_answer(String content) {
        assertThat(AnswerParser.parse(content)).isEmpty();
    }

    @Test
    void a_good_answer_of_more_than_32_kib_is_no_answer() {
        String answer = answer("");
        String padding = " ".repeat(AnswerParser.MAX_LENGTH - answer.length());
        assertThat(AnswerParser.parse(padding + answer)).isPresent();
        assertThat(AnswerParser.parse(" " + padding + answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n%s\n```",
                "```\n%s```",
                "Sure! Here it is: %s Anything else? {smile}",
                "%s%s",
                "%s{}",
                "[%s]",
                "{\"answer\": %s}",
                "{\"sentiment\": \"POSITIVE|NEGATIVE\"} is the form, and this the answer:\n%s",
                "<think>\nThe user is {ok} \" or not.\n</think>\n\n%s",
                "<think>Perhaps {\"sentiment\":\"POSITIVE\",\"topics\":[\"UX\"],\"is_urgent\":true}.</think>%s",
                "The mark that opens was in the prompt {\"sentiment\":\"POSITIVE\",\"topics\":[\"UX\"],\"is_urgent\":true}</think>%s",
                "<THINKING>a</THINKING>%s",
                "[THINK]a[/THINK]%s",
                "\u25c1think\u25b7a\u25c1/think\u25b7%s",
                "<|channel|>analysis<|message|>{\"a\":1}<|end|><|start|>assistant<|channel|>final<|message|>%s",
                "<think>a <think>b</think> c</think>%s",
                "\ufeff%s",
                "\ufeff\u200b```json\n%s\n```",
                "%s<think>Was that right? {\"sentiment\":\"POSITIVE\",\"topics\":[\"UX\"],\"is_urgent\":true}"
            })
    void one_answer_is_found_whatever_is_around_it(String around) {
        assertThat(AnswerParser.parse(around.replace("%s", answer(""))))
                .contains(new AnswerParser.Parsed(new Labels(Sentiment.NEUTRAL, Set.of(Topic.UX), false), 0.9, 0));
    }

    @Test
    void characters_that_nobody_sees_do_no_harm_between_tokens() {
        assertThat(AnswerParser.parse(answer("").replace("{", "{\u200b").replace(":", "\u2060:\ufeff")))
                .isPresent();
    }

    @Test
    void the_same_answer_twice_is_one_and_two_answers_are_none() {
        assertThat(AnswerParser.parse(answer("") + "\n" + answer(", \"confidence\": 0.7")))
                .isPresent();
        assertThat(AnswerParser.parse(answer("") + answer("").replace("NEUTRAL", "POSITIVE")))
                .isEmpty();
        assertThat(AnswerParser.parse("<think>" + answer("") + "</think>")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"", "{\"a\":", "{\"a\":[", "{\"{", "<think>", "</think>", "{\"a\":\"{\\\"", "[{"})
    void looking_for_an_answer_takes_no_longer_than_the_text_is(String part) {
        String text = part.repeat(AnswerParser.MAX_LENGTH / part.length());
        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(AnswerParser.parse(text)).isEmpty());
    }

    @Test
    void deep_nesting_is_no_answer() {
        assertThat(AnswerParser.parse("[".repeat(8000))).isEmpty();
    }

    @Test
    void a_long_list_of_topics_is_no_answer() {
        String topics = "\"UX\",".repeat(16) + "\"UX\"";
        assertThat(AnswerParser.parse("{\"sentiment\":\"NEUTRAL\",\"topics\":[" + topics + "],\"is_urgent\":false}"))
                .isEmpty();
    }

    private static String answer(String confidence) {
        return "{\"sentiment\": \"NEUTRAL\", \"topics\": [\"UX\"], \"is_urgent\": false" + confidence + "}";
    }
}
