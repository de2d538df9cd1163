/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.feedback.Topic;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    private static final Choices<Topic> TOPICS = Choices.of(Topic.class, Topic::label);

    @Test
    void fields_of_the_right_type_are_read() {
        JsonBody body = body("""
                {"text": "a", "number": 1.5, "integer": 7, "yes": true, "time": "2026-11-20T11:00:00+01:00",
                 "topic": "UX", "topics": ["Billing", "UX"], "inside": {"text": "b"}, "list": [{"text": "c"}, {}]}""");

        assertThat(body.text("text", 9)).contains("a");
        assertThat(body.number("number")).hasValue(1.5);
        assertThat(body.integer("integer", 0, 9)).contains(7L);
        assertThat(body.bool("yes")).contains(true);
        assertThat(body.instant("time")).contains(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(body.choice("topic", TOPICS)).contains(Topic.UX);
        assertThat(body.choices("topics", TOPICS)).contains(List.of(Topic.BILLING, Topic.UX));
        assertThat(body.object("inside").orElseThrow().text("text", 9)).contains("b");
        assertThat(body.objects("list", 2)).hasSize(2);
        assertThat(body.value("text").isTextual()).isTrue();
        body.refuseIfWrong();
    }

    @Test
    void ids_are_read_as_they_are_written() {
        String id = "01a225cd-b9f8-73a3-bf1b-beacfea01602";
        JsonBody body = body("{\"ids\": [\"" + id + "\", \"" + id.toUpperCase(Locale.ROOT) + "\"]}");
        assertThat(body.ids("ids", 1, 2)).contains(List.of(UUID.fromString(id), UUID.fromString(id)));
        assertThat(body.ids("none", 1, 2)).isEmpty();
        body.refuseIfWrong();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "[7]",
                "[\"1-2-3-4-5\"]",
                "[\"\"]",
                "[\"01a225cd-b9f8-73a3-bf1b-beacfea01602\", \"01a225cd-b9f8-73a3-bf1b-beacfea01602\"]"
            })
    void other_lists_than_of_so_many_ids_are_wrong(String value) {
        JsonBody body = body("{\"ids\": " + value + "}");
        assertThat(body.ids("ids", 1, 1)).isEmpty();
        assertThatThrownBy(body::refuseIfWrong).isInstanceOf(ProblemException.class);
    }

    @Test
    void texts_come_without_control_characters() {
        assertThat(body("{\"text\": \"a\\u0000b\\t\\u001b[1mc\\n\"}").text("text", 20))
                .contains("ab\t[1mc\n");
    }

    @Test
    void null_is_wrong_where_what_is_left_out_stays() {
        JsonBody body = body("{\"f\": null, \"g\": 1, \"h\": {\"i\": null}}");
        body.refuseNull("f", "g", "h", "absent");
        body.object("h").orElseThrow().refuseNull("i");

        assertThat(errors(body)).extracting(FieldError::field).containsExactly("f", "h.i");
    }

    @Test
    void absent_and_null_fields_are_empty() {
        for (JsonBody body : List.of(JsonBody.empty(), body("{\"f\": null}"))) {
            assertThat(body.text("f", 9)).isEmpty();
            assertThat(body.number("f")).isEmpty();
            assertThat(body.integer("f", 0, 9)).isEmpty();
            assertThat(body.bool("f")).isEmpty();
            assertThat(body.instant("f")).isEmpty();
            assertThat(body.choice("f", TOPICS)).isEmpty();
            assertThat(body.choices("f", TOPICS)).isEmpty();
            assertThat(body.object("f")).isEmpty();
            assertThat(body.objects("f", 1)).isEmpty();
            assertThat(body.has("f")).isFalse();
            body.refuseIfWrong();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text|1|must be a text",
                "text|\"\\udc00x\"|must not contain unpaired surrogates",
                "text|\"\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\"|must have at most 2 characters",
                "number|\"1\"|must be a finite number",
                "number|1e400|must be a finite number",
                "integer|1.0|must be a whole number from 0 to 9",
                "integer|10|must be a whole number from 0 to 9",
                "integer|99999999999999999999|must be a whole number from 0 to 9",
                "bool|\"true\"|must be true or false",
                "instant|\"yesterday\"|must be a time from 1970 to 9999, such as 2026-11-20T10:00:00Z",
                "instant|\"+10000-01-01T00:00:00Z\"|must be a time from 1970 to 9999, such as 2026-11-20T10:00:00Z",
                "instant|7|must be a time from 1970 to 9999, such as 2026-11-20T10:00:00Z",
                "choice|\"ux\"|must be one of Security, Billing, Technical, UX, General",
                "choice|7|must be one of Security, Billing, Technical, UX, General",
                "object|[]|must be an object",
                "objects|{}|must be a list of at most 1 objects",
                "objects|[{},{}]|must be a list of at most 1 objects",
            })
    void a_wrong_field_is_noted_with_what_is_wanted(String type, String value, String message) {
        JsonBody body = body("{\"f\": " + value + "}");

        switch (type) {
            case "text" -> assertThat(body.text("f", 2)).isEmpty();
            case "number" -> assertThat(body.number("f")).isEmpty();
            case "integer" -> assertThat(body.integer("f", 0, 9)).isEmpty();
            case "bool" -> assertThat(body.bool("f")).isEmpty();
            case "instant" -> assertThat(body.instant("f")).isEmpty();
            case "choice" -> assertThat(body.choice("f", TOPICS)).isEmpty();
            case "object" -> assertThat(body.object("f")).isEmpty();
            default -> assertThat(body.objects("f", 1)).isEmpty();
        }

        assertThat(errors(body)).containsExactly(new FieldError("f", message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"[\"UX\",\"UX\"]", "[\"UX\",7]", "[\"x\"]", "\"UX\""})
    void a_list_of_names_is_closed_and_without_repetition(String value) {
        JsonBody body = body("{\"f\": " + value + "}");

        assertThat(body.choices("f", TOPICS)).isEmpty();
        assertThat(errors(body))
                .singleElement()
                .satisfies(error -> assertThat(error.message())
                        .startsWith("must be a list without repetition; each must be one of Security"));
    }

    @Test
    void errors_inside_lists_and_objects_carry_their_path() {
        JsonBody body = body("{\"metrics\": [{\"value\": 1}, {\"value\": \"x\"}, 7], \"in\": {\"deep\": {\"n\": 1}}}");

        body.objects("metrics", 9).forEach(metric -> metric.number("value"));
        body.object("in").flatMap(in -> in.object("deep")).ifPresent(deep -> deep.text("n", 9));
        body.require("name");

        assertThat(errors(body))
                .containsExactly(
                        new FieldError("metrics[2]", "must be an object"),
                        new FieldError("metrics[1].value", "must be a finite number"),
                        new FieldError("in.deep.n", "must be a text"),
                        new FieldError("name", "is required"));
    }

    @Test
    void a_hundred_errors_are_enough() {
        JsonBody body = body("{}");

        for (int i = 0; i < 1000; i++) {
            body.require("f" + i);
        }

        assertThat(errors(body)).hasSize(100);
    }

    private static JsonBody body(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return JsonBodyReader.object(bytes, JsonBudget.of(bytes.length));
    }

    private static List<FieldError> errors(JsonBody body) {
        ProblemException[] refused = new ProblemException[1];
        assertThatThrownBy(body::refuseIfWrong)
                .isInstanceOfSatisfying(ProblemException.class, problem -> refused[0] = problem);
        return refused[0].errors();
    }
}
