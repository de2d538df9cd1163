/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.otlp.OtlpMessages.metric;
import static io.aegis.online.scoring.otlp.OtlpMessages.metrics;
import static io.aegis.online.scoring.otlp.OtlpMessages.number;
import static io.aegis.online.scoring.otlp.OtlpMessages.record;
import static io.aegis.online.scoring.otlp.OtlpMessages.request;
import static io.aegis.online.scoring.otlp.OtlpMessages.resource;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import io.aegis.online.scoring.ScoringApi;
import io.aegis.online.scoring.ScoringFixture;
import io.aegis.settings.Listen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xerial.snappy.Snappy;

/** OTLP and Loki's format over HTTP: types, codings, partial success, refusals. */
class OtlpIT extends ScoringFixture {

    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";
    private final Instant now = Instant.now();

    private static HttpResponse<String> send(String path, String type, String coding, byte[] body) {
        HttpRequest.Builder request = api.api()
                .request(path)
                .header("Authorization", "Bearer " + Listen.DEFAULT_API_KEY)
                .header("Content-Type", type)
                .header("Accept", type);
        if (!coding.isEmpty()) {
            request.header("Content-Encoding", coding);
        }
        return api.api().send(request.POST(BodyPublishers.ofByteArray(body)));
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_is_taken_is_answered_in_the_encoding_that_it_came_in() throws IOException {
        byte[] body = metrics(
                resource("service.name", "one"),
                metric("jvm.cpu.recent_utilization", "1", 5, 0, number(now, now, 0.5)));

        HttpResponse<String> protobuf = send("/v1/metrics", PROTOBUF, "gzip", gzip(body));
        HttpResponse<String> json = send("/v1/logs", JSON + "; charset=utf-8", "", utf8("{\"resourceLogs\": []}"));

        assertThat(protobuf.statusCode()).isEqualTo(200);
        assertThat(type(protobuf)).isEqualTo(PROTOBUF);
        assertThat(protobuf.body()).isEmpty();
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(type(json)).isEqualTo(JSON);
        assertThat(json.body()).isEqualTo("{}");
    }

    @Test
    void what_is_taken_in_part_is_told_with_how_much_and_why() throws IOException {
        byte[] body = metrics(resource(), metric("a", "", 5, 0, number(now, now, Double.NaN), number(now, now, 1)));
        CodedInputStream answer = CodedInputStream.newInstance(
                utf8(send("/v1/metrics", PROTOBUF, "", body).body()));

        assertThat(answer.readTag()).isEqualTo(10);
        answer.pushLimit(answer.readRawVarint32());
        assertThat(answer.readTag()).isEqualTo(8);
        assertThat(answer.readInt64()).isEqualTo(1);
        assertThat(answer.readTag()).isEqualTo(18);
        assertThat(answer.readString()).contains("finite");

        HttpResponse<String> json = send("/v1/metrics", JSON, "", utf8("""
            {"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "a", "gauge": {"dataPoints": [{"asDouble": 1}]}}]}]}]}
            """));
        assertThat(ScoringApi.read(json.body())
                        .path("partialSuccess")
                        .path("rejectedDataPoints")
                        .asText())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/metrics, text/plain, '', 415",
        "/v1/metrics, application/x-protobuf, snappy, 415",
        "/v1/logs, application/x-protobuf, zstd, 415",
        "/v1/logs, application/json; charset=utf-16, '', 415",
        "/loki/api/v1/push, text/plain, '', 415",
        "/v1/metrics, application/x-protobuf, gzip, 400",
        "/v1/metrics, application/json, '', 400",
        "/v1/logs, application/json, gzip, 400",
        "/v1/logs, application/x-protobuf, '', 400",
        "/loki/api/v1/push, application/json, '', 400",
        "/loki/api/v1/push, application/x-protobuf, snappy, 400",
        "/loki/api/v1/push, application/x-protobuf, gzip, 400",
    })
    void what_is_of_another_kind_or_malformed_is_refused(String path, String type, String coding, int status) {
        HttpResponse<String> response = send(path, type, coding, utf8("no message"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        boolean protobuf = type.equals(PROTOBUF) && status == 400 && path.startsWith("/v1");
        assertThat(type(response)).isEqualTo(protobuf ? PROTOBUF : "application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/metrics | {'resourceMetrics': {}} | resourceMetrics",
                "/v1/logs | {'resourceMetrics': []} | resourceLogs",
                "/v1/traces | {'resourceSpans': [{'scopeSpans': 'x'}]} | resourceSpans[0].scopeSpans",
                "/loki/api/v1/push | {'streams': {}} | streams",
                "/loki/api/v1/push | {} | streams",
            })
    void a_field_of_another_shape_is_named(String path, String body, String field) {
        HttpResponse<String> response = send(path, JSON, "", utf8(body.replace('\'', '"')));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(ScoringApi.read(response.body())
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asText())
                .isEqualTo(field);
    }

    @Test
    void bombs_are_refused_by_size() throws IOException {
        byte[] bomb = gzip(new byte[17 << 20]);
        byte[] groups = new byte[200_000];
        for (int i = 0; i < groups.length; i += 2) {
            groups[i] = 10;
        }

        assertThat(send("/v1/metrics", PROTOBUF, "gzip", bomb).statusCode()).isEqualTo(413);
        assertThat(send("/v1/logs", JSON, "gzip", bomb).statusCode()).isEqualTo(413);
        assertThat(send("/v1/logs", PROTOBUF, "gzip", gzip(groups)).statusCode())
                .isEqualTo(413);
        assertThat(send("/loki/api/v1/push", PROTOBUF, "", Snappy.compress(new byte[17 << 20]))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send("/v1/metrics", PROTOBUF, "", new byte[(8 << 20) + 1]).statusCode())
                .isEqualTo(413);
    }

    @Test
    void logs_come_in_either_form_of_either_sender() throws IOException {
        byte[] otlp = request(resource("service.name", "forms"), record(now, 9, "ready"));
        String loki = "{\"streams\":[{\"stream\":{\"app\":\"forms\"},\"values\":[[\"" + OtlpMessages.nanos(now)
                + "\",\"ready now\"]]}]}";
        byte[] push = message(out -> out.writeByteArray(1, message(stream -> {
            stream.writeString(1, "{app=\"forms\"}");
            stream.writeByteArray(2, message(entry -> {
                entry.writeByteArray(1, message(time -> time.writeInt64(1, now.getEpochSecond())));
                entry.writeString(2, "ready again");
            }));
        })));

        assertThat(send("/v1/logs", PROTOBUF, "", otlp).statusCode()).isEqualTo(200);
        assertThat(send("/loki/api/v1/push", JSON, "gzip", gzip(utf8(loki))).statusCode())
                .isEqualTo(204);
        assertThat(send("/loki/api/v1/push", PROTOBUF, "", Snappy.compress(push))
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("/loki/api/v1/push", PROTOBUF, "gzip", gzip(Snappy.compress(push)))
                        .statusCode())
                .isEqualTo(204);
        assertThat(api.api().get("/metrics").body())
                .contains("aegis_log_lines_received_total{fate=\"learned\",protocol=\"loki\"} 3.0");
    }
}
