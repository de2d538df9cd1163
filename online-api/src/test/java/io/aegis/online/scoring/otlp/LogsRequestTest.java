/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.otlp.OtlpMessages.record;
import static io.aegis.online.scoring.otlp.OtlpMessages.request;
import static io.aegis.online.scoring.otlp.OtlpMessages.resource;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.online.scoring.logs.LogIntake;
import io.aegis.online.scoring.wire.JsonCursor;
import io.aegis.online.scoring.wire.ProtobufCursor;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static LogsRequest.Read protobuf(byte[] body) throws IOException {
        return LogsRequest.read(new ProtobufCursor(body), NOW);
    }

    private static List<LogEntry> json(String records) throws IOException {
        String body = "{\"resourceLogs\": [{\"scopeLogs\": [{\"logRecords\": " + records + "}]}]}";
        return LogsRequest.read(new JsonCursor(body.getBytes(StandardCharsets.UTF_8)), NOW)
                .lines();
    }

    @Test
    void records_are_lines_of_the_service_that_the_resource_names() throws IOException {
        byte[] body = request(
                resource("service.name", "cart"),
                record(NOW, 17, "connection to db timed out"),
                record(NOW.minusSeconds(1), 9, "order placed"),
                record(NOW, 5, "cache"),
                record(NOW, 13, "slow"));

        assertThat(protobuf(body).lines())
                .containsExactly(
                        new LogEntry("cart", LogLevel.ERROR, "connection to db timed out", NOW),
                        new LogEntry("cart", LogLevel.INFO, "order placed", NOW.minusSeconds(1)),
                        new LogEntry("cart", LogLevel.DEBUG, "cache", NOW),
                        new LogEntry("cart", LogLevel.WARN, "slow", NOW));
    }

    /** As Fluent Bit sends what containers write. */
    @Test
    void a_body_that_is_a_map_has_its_message_and_level_in_it() throws IOException {
        List<LogEntry> lines = json("""
            [{"observedTimeUnixNano": "1795867140000000000", "body": {"kvlistValue": {"values": [
                {"key": "log", "value": {"stringValue": "GET /cart 500"}},
                {"key": "level", "value": {"stringValue": "error"}}]}}},
             {"body": {"kvlistValue": {"values": [{"key": "a", "value": {"intValue": "1"}}, {"key": "b", "value": {"boolValue": true}},
                {"key": "c", "value": {"arrayValue": {"values": [{"doubleValue": 1.5}, {"stringValue": "x"}]}}}]}}},
             {"severityText": "Warning", "body": {"stringValue": "odd"}},
             {"body": {"stringValue": "2026-11-28 12:00:00 ERROR no route to host"}},
             {"body": {"stringValue": "  "}}, {}]
            """);

        assertThat(lines)
                .containsExactly(
                        new LogEntry("unnamed", LogLevel.ERROR, "GET /cart 500", NOW.minusSeconds(60)),
                        new LogEntry("unnamed", LogLevel.INFO, "a=1 b=true c=1.5 x", NOW),
                        new LogEntry("unnamed", LogLevel.WARN, "odd", NOW),
                        new LogEntry("unnamed", LogLevel.ERROR, "2026-11-28 12:00:00 ERROR no route to host", NOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | ",
                "[{}, 3] | [1]",
                "[{'body': 'x'}] | [0].body",
                "[{'message': 'x', 'timeUnixNano': '1795867140000000000'}] | [0].body or eventName",
                "[{'body': {'stringValue': 3}}] | [0].body.stringValue",
                "[{'body': {'boolValue': 'true'}}] | [0].body.boolValue",
                "[{'body': {'arrayValue': []}}] | [0].body.arrayValue",
                "[{'body': {'kvlistValue': {'values': {}}}}] | [0].body.kvlistValue.values",
                "[{'severityNumber': 'ERROR'}] | [0].severityNumber",
                "[{'severityText': 17}] | [0].severityText",
                "[{'timeUnixNano': 'now'}] | [0].timeUnixNano",
            })
    void records_of_another_shape_are_refused_with_the_field(String records, String field) {
        String path = "resourceLogs[0].scopeLogs[0].logRecords"
                + Optional.ofNullable(field).orElse("");
        assertThatThrownBy(() -> json(records.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.errors())
                                .extracting(FieldError::field)
                                .containsExactly(path));
    }

    @Test
    void severities_have_names_and_times_of_another_unit_are_counted() throws IOException {
        String body = """
            {"resourceLogs": [{"scopeLogs": [{"logRecords": [
              {"severityNumber": "SEVERITY_NUMBER_WARN2", "body": {"stringValue": "slow"}, "attributes": [], "flags": 1},
              {"timeUnixNano": "1795867140000", "body": {"stringValue": "in milliseconds"}},
              {"eventName": "click", "more": {}}]}]}]}
            """;

        LogsRequest.Read read = LogsRequest.read(new JsonCursor(body.getBytes(StandardCharsets.UTF_8)), NOW);

        assertThat(read.lines()).containsExactly(new LogEntry("unnamed", LogLevel.WARN, "slow", NOW));
        assertThat(read.rejected()).isEqualTo(1);
    }

    @Test
    void a_clock_that_is_far_ahead_is_not_believed() throws IOException {
        byte[] body = request(resource(), record(NOW.plusSeconds(86_400), 9, "x"), record(NOW.plusSeconds(60), 9, "y"));

        assertThat(protobuf(body).lines()).extracting(LogEntry::timestamp).containsExactly(NOW, NOW.plusSeconds(60));
    }

    @Test
    void lines_beyond_those_of_one_request_are_counted() throws IOException {
        byte[] line = record(NOW, 9, "x");
        byte[][] lines = new byte[LogIntake.MAX_LINES + 7][];
        java.util.Arrays.fill(lines, line);

        LogsRequest.Read read = protobuf(request(resource(), lines));

        assertThat(read.lines()).hasSize(LogIntake.MAX_LINES);
        assertThat(read.rejected()).isEqualTo(7);
    }

    @Test
    void values_nest_as_deep_as_they_like_and_are_read_as_far_as_they_make_sense() throws IOException {
        byte[] value = OtlpMessages.text("deep");
        for (int i = 0; i < 5_000; i++) {
            byte[] inner = value;
            value = message(out -> out.writeByteArray(5, message(list -> list.writeByteArray(1, inner))));
        }
        byte[] nested = value;

        assertThat(protobuf(request(resource(), message(out -> out.writeByteArray(5, nested))))
                        .lines())
                .isEmpty();
    }

    @Property(tries = 1_000)
    void any_bytes_are_read_or_malformed(@ForAll byte[] bytes) {
        for (boolean protobuf : new boolean[] {true, false}) {
            try {
                LogsRequest.read(protobuf ? new ProtobufCursor(bytes) : new JsonCursor(bytes), NOW);
            } catch (IOException | ProblemException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
