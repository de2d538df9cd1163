/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.aegis.online.http.Request;
import io.aegis.problem.ProblemException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is made of a body. */
class JsonBudgetTest {

    private static final int LARGE = 8 << 20;

    private static byte[] filled(String before, String each, String after, int size) {
        int times = (size - before.length() - after.length()) / each.length();
        return (before + each.repeat(times) + after).getBytes(StandardCharsets.US_ASCII);
    }

    private static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static String text(byte[] body, int limit) {
        return JsonBodyReader.object(body, JsonBudget.of(limit))
                .text("raw_content", 100)
                .orElse("none");
    }

    @Test
    void nothing_is_built_of_what_nobody_asks_for() {
        byte[] body = filled("{\"raw_content\":\"x\",\"y\":[", "[1,\"abcdefghijklmnopq\"],", "0]}", 3 << 20);
        text(body, LARGE);

        assertThat(allocated(() -> assertThat(text(body, LARGE)).isEqualTo("x")))
                .isLessThan(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{},", "[],", "0,", "\"\",", "[[[[]]]],", "{\"a\":0},"})
    void a_body_of_too_many_values_is_422_before_it_is_dear(String each) {
        byte[] usual = filled("{\"raw_content\":\"x\",\"y\":[", each, "0]}", Request.JSON_LIMIT);
        byte[] large = filled("{\"context\":{\"a\":[", each, "0]}}", LARGE);

        assertThatThrownBy(() -> text(usual, Request.JSON_LIMIT))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type().status()).isEqualTo(422);
                });
        assertThatThrownBy(() -> text(large, LARGE)).isInstanceOf(ProblemException.class);
        assertThat(allocated(() -> assertThatThrownBy(() -> text(usual, Request.JSON_LIMIT))
                        .isInstanceOf(ProblemException.class)))
                .isLessThan(500_000);
    }

    @Test
    void names_are_counted_where_they_lie() {
        String names =
                IntStream.range(0, 5_000).mapToObj(i -> "\"a" + i + "\":0").collect(Collectors.joining(","));

        for (String body : new String[] {"{" + names + "}", "{\"y\":{" + names + "}}", "{\"y\":[{" + names + "}]}"}) {
            assertThatThrownBy(() -> text(body.getBytes(StandardCharsets.US_ASCII), Request.JSON_LIMIT))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void what_is_asked_for_is_counted_while_it_is_built() {
        byte[] body = filled("{\"metrics\":[", "{\"a\":0,\"b\":[0,0,0,0,0,0,0,0]},", "{}]}", 5 << 20);

        assertThatThrownBy(
                        () -> JsonBodyReader.object(body, JsonBudget.of(LARGE)).objects("metrics", 10_000))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void a_name_may_be_repeated_only_where_nobody_looks() {
        assertThat(text("{\"y\":{\"a\":1,\"a\":2},\"raw_content\":\"x\"}".getBytes(StandardCharsets.US_ASCII), 100))
                .isEqualTo("x");
        for (String field : new String[] {"{\"a\":1,\"a\":2}", "{\"a\":[],\"a\":{}}", "{\"b\":[{\"a\":1,\"a\":2}]}"}) {
            byte[] body = ("{\"f\":" + field + "}").getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> JsonBodyReader.object(body, JsonBudget.of(100))
                            .object("f")
                            .orElseThrow()
                            .value("b"))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void an_object_inside_is_found_where_it_lies_and_when_it_is_built() {
        JsonBody body = JsonBodyReader.object(
                "{\"é\":1, \"in\" : {\"x\":[1], \"deep\":{\"n\":\"é\"}} , \"no\":[]}".getBytes(StandardCharsets.UTF_8),
                JsonBudget.of(100));

        assertThat(body.object("in").orElseThrow().object("deep").orElseThrow().text("n", 9))
                .contains("é");
        assertThat(body.value("in").path("x").path(0).intValue()).isEqualTo(1);
        assertThat(body.object("in").orElseThrow().object("deep").orElseThrow().text("n", 9))
                .contains("é");
        assertThat(body.object("no")).isEmpty();
        assertThatThrownBy(body::refuseIfWrong).isInstanceOf(ProblemException.class);
    }
}
