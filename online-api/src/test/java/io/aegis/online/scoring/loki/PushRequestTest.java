/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.loki;

import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static PushRequest.Pushed json(String body) throws IOException {
        return PushRequest.json(body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    @Test
    void json_is_read_as_promtail_and_fluent_bit_send_it() throws IOException {
        PushRequest.Pushed pushed = json("""
            {"other": [1], "streams": [
              {"stream": {"service_name": "cart", "level": "error", "pod": "cart-1"}, "values": [
                ["1795867190000000000", "connection refused", {"trace": "x"}], ["1795867200000000000", "  "]], "x": {}},
              {"values": [["1795867200000000000", "level=warn msg=slow"]], "stream": {"app": "mail"}}]}
            """);

        assertThat(pushed.lines())
                .containsExactly(
                        new LogEntry("cart", LogLevel.ERROR, "connection refused", NOW.minusSeconds(10)),
                        new LogEntry("mail", LogLevel.WARN, "level=warn msg=slow", NOW));
    }

    @Test
    void metadata_of_a_line_says_what_its_stream_does_not() throws IOException {
        PushRequest.Pushed pushed = json("""
            {"streams": [{"stream": {"job": "cart"}, "values": [
              ["1795867200000000000", "it is gone", {"detected_level": "error", "pod": "cart-1", "n": 1}],
              ["1795867200000000000", "it is there", {"level": "unknown"}]]},
             {"stream": {}, "values": [["1795867200000000000", "of no stream", {"service_name": "mail"}]]}]}
            """);
        byte[] stream = message(out -> {
            out.writeString(1, "{job=\"cart\"}");
            out.writeByteArray(2, message(entry -> {
                entry.writeByteArray(1, message(time -> time.writeInt64(1, NOW.getEpochSecond())));
                entry.writeString(2, "it is gone");
                entry.writeByteArray(3, message(pair -> {
                    pair.writeString(1, "severity_text");
                    pair.writeString(2, "ERROR");
                }));
            }));
        });

        assertThat(pushed.lines())
                .extracting(LogEntry::service, LogEntry::level)
                .containsExactly(
                        tuple("cart", LogLevel.ERROR), tuple("cart", LogLevel.INFO), tuple("mail", LogLevel.INFO));
        assertThat(PushRequest.protobuf(message(out -> out.writeByteArray(1, stream)), NOW)
                        .lines())
                .containsExactly(new LogEntry("cart", LogLevel.ERROR, "it is gone", NOW));
    }

    @Test
    void protobuf_says_the_same() throws IOException {
        byte[] stream = message(out -> {
            out.writeString(1, "{app=\"mail\", text=\"a \\\"b\\\"\\n\"}");
            out.writeByteArray(2, message(entry -> {
                entry.writeByteArray(1, message(time -> {
                    time.writeInt64(1, NOW.getEpochSecond() - 1);
                    time.writeInt32(2, 500_000_000);
                }));
                entry.writeString(2, "ERROR no route");
                entry.writeByteArray(3, new byte[0]);
            }));
        });

        assertThat(PushRequest.protobuf(message(out -> out.writeByteArray(1, stream)), NOW)
                        .lines())
                .containsExactly(new LogEntry("mail", LogLevel.ERROR, "ERROR no route", NOW.minusMillis(500)));
    }

    @Test
    void lines_beyond_those_of_one_request_are_counted() throws IOException {
        String line = "[\"1795867200000000000\",\"x\"]";
        PushRequest.Pushed pushed = json("{\"streams\":[{\"stream\":{},\"values\":["
                + (line + ",").repeat(LogIntake.MAX_LINES + 4) + line + "]}]}");

        assertThat(pushed.lines()).hasSize(LogIntake.MAX_LINES);
        assertThat(pushed.rejected()).isEqualTo(5);
    }

    @Test
    void too_many_streams_are_refused() throws IOException {
        byte[] body = new byte[2 * (PushedLines.MAX_STREAMS + 1)];
        for (int i = 0; i < body.length; i += 2) {
            body[i] = 10;
        }

        assertThatThrownBy(() -> PushRequest.protobuf(body, NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().status()).isEqualTo(413));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"streams\": []} {}", "{\"streams\": [", "{streams: []}"})
    void what_is_no_json_is_malformed(String body) {
        assertThatThrownBy(() -> json(body)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | body",
                "{} | streams",
                "{'stream': {}, 'values': []} | streams",
                "{'streams': 1} | streams",
                "{'streams': {}} | streams",
                "{'streams': [1]} | streams[0]",
                "{'streams': [{'stream': {}, 'values': []}, null]} | streams[1]",
                "{'streams': [{'labels': '{}', 'entries': []}]} | streams[0].stream and values",
                "{'streams': [{'values': []}]} | streams[0].stream",
                "{'streams': [{'stream': []}]} | streams[0].stream",
                "{'streams': [{'stream': {'a': 1}}]} | streams[0].stream.a",
                "{'streams': [{'values': {}}]} | streams[0].values",
                "{'streams': [{'values': [{}]}]} | streams[0].values[0]",
                "{'streams': [{'values': [[1795867200000000000, 'x']]}]} | streams[0].values[0][0]",
                "{'streams': [{'values': [['1795867200000000000', {}]]}]} | streams[0].values[0][1]",
                "{'streams': [{'values': [['1795867200000000000']]}]} | streams[0].values[0]",
                "{'streams': [{'values': [['1795867200000000000', 'x', 'y']]}]} | streams[0].values[0][2]",
                "{'streams': [{'values': [['1795867200000000000', 'x', {}, {}]]}]} | streams[0].values[0][3]",
                "{'streams': [{'values': [['x', 'x']]}]} | streams[0].values[0][0]",
                "{'streams': [{'values': [['', 'x']]}]} | streams[0].values[0][0]",
                "{'streams': [{'values': [['-1', 'x']]}]} | streams[0].values[0][0]",
                "{'streams': [{'values': [['1795867200', 'in seconds']]}]} | streams[0].values[0][0]",
                "{'streams': [{'values': [['17958672000000000000', 'x']]}]} | streams[0].values[0][0]",
                "{'streams': [{'values': [['9999999999999999999', 'x']]}]} | streams[0].values[0][0]",
            })
    void json_of_another_shape_is_refused_with_the_field(String body, String field) {
        assertThatThrownBy(() -> json(body.replace('\'', '"')))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type().status()).isEqualTo(400);
                    assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
                });
    }

    @Test
    void a_stream_may_have_too_many_labels() {
        StringBuilder labels = new StringBuilder("\"a\":\"\"");
        for (int i = 0; i < StreamLabels.MAX_LABELS; i++) {
            labels.append(",\"a").append(i).append("\":\"\"");
        }

        assertThatThrownBy(() -> json("{\"streams\":[{\"stream\":{" + labels + "},\"values\":[]}]}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("streams[0].stream.a63");
    }

    @Test
    void protobuf_of_another_shape_is_refused_with_the_field() throws IOException {
        byte[] timeless = message(out -> out.writeByteArray(2, message(entry -> entry.writeString(2, "x"))));
        byte[] labelled = message(out -> out.writeString(1, "app=shop"));
        byte[] numbered = message(out -> out.writeInt32(1, 3));
        byte[] other = message(out -> out.writeString(4, "x"));

        for (Map.Entry<byte[], String> each : Map.of(
                        message(out -> out.writeByteArray(1, timeless)),
                        "streams.entries.timestamp",
                        message(out -> out.writeByteArray(1, labelled)),
                        "streams.labels",
                        message(out -> out.writeByteArray(1, numbered)),
                        "streams.labels",
                        other,
                        "streams is missing")
                .entrySet()) {
            assertThatThrownBy(() -> PushRequest.protobuf(each.getKey(), NOW))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining(each.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{a}", "{a=}", "{a=\"b}", "{a=\"b\"", "a=\"b\"", "{a=\"b\\"})
    void labels_of_another_shape_are_malformed(String labels) {
        assertThatThrownBy(() -> StreamLabels.parse(labels)).isInstanceOf(IOException.class);
    }

    @Test
    void labels_name_the_service_as_those_of_series_do() throws IOException {
        assertThat(StreamLabels.parse(" { } ")).isEmpty();
        assertThat(StreamLabels.parse("{a=\"1\",b = \"\\t2\",}")).isEqualTo(Map.of("a", "1", "b", "\t2"));
        assertThat(StreamLabels.service(Map.of("app", "mail", "service_name", " ")))
                .isEqualTo("mail");
        assertThat(StreamLabels.service(Map.of("app", "x".repeat(600)))).isEqualTo("unnamed");
    }

    @Property(tries = 1_000)
    void any_bytes_are_read_or_malformed(@ForAll byte[] bytes, @ForAll String labels) {
        for (boolean protobuf : new boolean[] {true, false}) {
            try {
                PushRequest.Pushed pushed = protobuf ? PushRequest.protobuf(bytes, NOW) : PushRequest.json(bytes, NOW);
                assertThat(pushed.rejected()).isZero();
            } catch (IOException | ProblemException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        try {
            assertThat(StreamLabels.parse(labels)).hasSizeLessThanOrEqualTo(StreamLabels.MAX_LABELS);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("labels");
        }
    }
}
