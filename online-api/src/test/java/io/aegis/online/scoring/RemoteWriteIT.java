/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.aegis.online.running.RealDatabase;
import io.aegis.settings.Listen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Prometheus remote write over HTTP, written by the encoders of Protocol Buffers and Snappy. */
class RemoteWriteIT {

    private static final String PATH = "/api/v1/prometheus/write";
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private static ScoringApi api;

    @BeforeAll
    static void open() {
        api = new ScoringApi(RealDatabase.shared(), Map.of());
    }

    @AfterAll
    static void close() {
        api.close();
    }

    /** Writes a message. */
    @FunctionalInterface
    private interface Message {
        void to(CodedOutputStream out) throws IOException;
    }

    private static ByteString message(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        message.to(out);
        out.flush();
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private static ByteString label(String name, String value) throws IOException {
        return message(out -> {
            out.writeString(1, name);
            out.writeString(2, value);
        });
    }

    /** A series whose samples are a minute apart; with an exemplar and a field of a later version. */
    private static ByteString series(String name, String pod, int from, double... values) throws IOException {
        return message(out -> {
            out.writeBytes(1, label("__name__", name));
            out.writeBytes(1, label("pod", pod));
            for (int i = 0; i < values.length; i++) {
                long millis = START.plusSeconds(60L * (from + i)).toEpochMilli();
                double value = values[i];
                out.writeBytes(2, message(sample -> {
                    sample.writeDouble(1, value);
                    sample.writeInt64(2, millis);
                }));
            }
            out.writeBytes(3, label("trace_id", "x"));
            out.writeBytes(9, ByteString.copyFromUtf8("x"));
        });
    }

    private static byte[] request(ByteString... series) throws IOException {
        return Snappy.compress(message(out -> {
                    for (ByteString each : series) {
                        out.writeBytes(1, each);
                    }
                    out.writeBytes(3, ByteString.copyFromUtf8("metadata"));
                })
                .toByteArray());
    }

    private static HttpRequest.Builder builder(byte[] body, String type, String coding) {
        return api.api()
                .request(PATH)
                .header("X-API-Key", Listen.DEFAULT_API_KEY)
                .header("Content-Type", type)
                .header("Content-Encoding", coding)
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static HttpResponse<String> write(byte[] body) {
        return api.api().send(builder(body, "application/x-protobuf", "snappy"));
    }

    private static double meter(String line) {
        return api.api()
                .get("/metrics")
                .body()
                .lines()
                .filter(each -> each.startsWith(line + " "))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length() + 1)))
                .sum();
    }

    private static double fate(String fate) {
        return meter("aegis_remote_write_samples_total{fate=\"" + fate + "\"}");
    }

    @Test
    void mapped_samples_are_judged_in_their_unit_and_the_rest_is_counted() throws Exception {
        double unmapped = fate("unmapped");
        double stale = fate("stale");
        double scored = fate("scored");
        long anomalies = api.get("/api/v1/metrics/stats")
                .path("total_anomalies_detected")
                .asLong();

        HttpResponse<String> response = write(request(
                series("probe_duration_seconds", "slow", ScoringApi.thisMinute(), 12.5),
                series("cpu_usage", "gone", 0, 40, STALE, Double.NaN, Double.POSITIVE_INFINITY),
                series("go_goroutines", "any", 0, 1, 2, 3)));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
        assertThat(fate("unmapped") - unmapped).isEqualTo(3);
        assertThat(fate("stale") - stale).isEqualTo(3);
        assertThat(fate("scored") - scored).isEqualTo(2);
        assertThat(meter("aegis_anomaly_observed{metric_type=\"response_time\",pod=\"slow\"}"))
                .isEqualTo(12_500);
        assertThat(api.get("/api/v1/metrics/stats")
                        .path("total_anomalies_detected")
                        .asLong())
                .isEqualTo(anomalies + 1);
    }

    @Test
    void what_was_written_is_the_past_of_what_is_asked_later() throws Exception {
        double[] values = new double[200];
        for (int minute = 0; minute < values.length; minute++) {
            values[minute] = ScoringApi.usual(minute);
        }
        assertThat(write(request(series("cpu_usage", "both", 0, values))).statusCode())
                .isEqualTo(204);

        JsonNode answer =
                api.detect("", ScoringApi.sample(ScoringApi.body(), "cpu_usage", "both", 200, ScoringApi.usual(200)));

        assertThat(answer.path("details").path("samples_seen").asInt()).isEqualTo(201);
        assertThat(answer.path("is_anomaly").asBoolean()).isFalse();
    }

    /** Counters of a scraped target, four samples a minute. */
    private static ByteString counter(double perSecond, int fromMinute, int minutes, String... labels)
            throws IOException {
        return message(out -> {
            for (int i = 0; i < labels.length; i += 2) {
                out.writeBytes(1, label(labels[i], labels[i + 1]));
            }
            for (int i = 0; i <= 4 * minutes; i++) {
                double value = 1_000 + perSecond * 15 * i;
                long millis = START.plusSeconds(60L * fromMinute + 15L * i + 3).toEpochMilli();
                out.writeBytes(2, message(sample -> {
                    sample.writeDouble(1, value);
                    sample.writeInt64(2, millis);
                }));
            }
        });
    }

    @Test
    void a_stock_prometheus_needs_nothing_but_remote_write() throws Exception {
        int now = ScoringApi.thisMinute() - 6;
        double tracked = fate("tracked");
        String[] requests = {"__name__", "http_server_requests_seconds_count", "job", "stock", "uri", "/a", "status", ""
        };
        requests[7] = "200";
        ByteString fine = counter(9, now, 6, requests);
        requests[7] = "503";
        ByteString failed = counter(1, now, 6, requests);

        assertThat(write(request(
                                fine,
                                failed,
                                counter(
                                        0.6,
                                        now,
                                        6,
                                        "__name__",
                                        "node_cpu_seconds_total",
                                        "mode",
                                        "idle",
                                        "instance",
                                        "stock"),
                                counter(
                                        0.4,
                                        now,
                                        6,
                                        "__name__",
                                        "node_cpu_seconds_total",
                                        "mode",
                                        "user",
                                        "instance",
                                        "stock")))
                        .statusCode())
                .isEqualTo(204);

        assertThat(fate("tracked") - tracked).isEqualTo(100);
        assertThat(meter("aegis_anomaly_observed{job=\"stock\",metric_type=\"request_rate\"}"))
                .isCloseTo(10, within(1e-6));
        assertThat(meter("aegis_anomaly_observed{job=\"stock\",metric_type=\"error_rate\"}"))
                .isCloseTo(0.1, within(1e-6));
        assertThat(meter("aegis_anomaly_observed{instance=\"stock\",metric_type=\"cpu_usage\"}"))
                .isCloseTo(40, within(1e-6));
        assertThat(meter("aegis_remote_write_series")).isGreaterThanOrEqualTo(4);
        assertThat(meter("aegis_metric_mapping_failed")).isZero();
    }

    @Test
    void a_series_with_a_label_twice_is_refused_and_the_others_are_taken() throws Exception {
        double scored = fate("scored");
        ByteString twice = message(out -> {
            out.writeBytes(1, label("__name__", "cpu_usage"));
            out.writeBytes(1, label("pod", "a"));
            out.writeBytes(1, label("pod", "b"));
            out.writeBytes(2, message(sample -> sample.writeInt64(2, START.toEpochMilli())));
        });

        HttpResponse<String> response =
                write(request(twice, series("cpu_usage", "once", 0, 1), series("cpu_usage", "", 0, 1)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("the label pod comes twice");
        assertThat(fate("scored") - scored).isEqualTo(2);
    }

    @Test
    void version_two_is_taken_and_its_headers_are_answered() throws Exception {
        byte[] body = Snappy.compress(message(out -> {
                    for (String symbol : new String[] {"", "__name__", "cpu_usage", "pod", "second"}) {
                        out.writeString(4, symbol);
                    }
                    for (byte[] labels : new byte[][] {{1, 2, 3, 4}, {1, 2, 3, 4, 3, 4}}) {
                        out.writeBytes(5, message(series -> {
                            series.writeByteArray(1, labels);
                            series.writeBytes(2, message(sample -> {
                                sample.writeDouble(1, 7);
                                sample.writeInt64(2, START.toEpochMilli());
                            }));
                        }));
                    }
                })
                .toByteArray());

        HttpResponse<String> response =
                api.api().send(builder(body, "application/x-protobuf;proto=io.prometheus.write.v2.Request", "snappy"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("X-Prometheus-Remote-Write-Samples-Written"))
                .contains("1");
        assertThat(response.headers().firstValue("X-Prometheus-Remote-Write-Histograms-Written"))
                .contains("0");
        assertThat(response.headers().firstValue("X-Prometheus-Remote-Write-Exemplars-Written"))
                .contains("0");
    }

    @Test
    void other_messages_and_media_types_are_refused() throws Exception {
        byte[] body = request(series("cpu_usage", "x", 0, 1));
        assertThat(api.api()
                        .send(builder(body, "application/x-protobuf;proto=prometheus.WriteRequest", "snappy"))
                        .statusCode())
                .isEqualTo(204);
        for (String type : new String[] {
            "application/x-protobuf;proto=io.prometheus.write.v3.Request", "application/json", "text/plain"
        }) {
            assertThat(api.api().send(builder(body, type, "snappy")).statusCode())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(api.api()
                        .send(builder(body, "application/x-protobuf", "gzip"))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void what_is_malformed_or_too_large_is_refused() throws Exception {
        byte[] good = request(series("cpu_usage", "x", 0, 1, 2, 3));
        assertThat(write(new byte[0]).statusCode()).isEqualTo(400);
        assertThat(write("no snappy".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(400);
        assertThat(write(Snappy.compress(new byte[] {10, 100, 1})).statusCode()).isEqualTo(400);
        assertThat(write(Snappy.compress(new byte[] {12})).statusCode()).isEqualTo(400);
        assertThat(write(Snappy.compress(new byte[17 << 20])).statusCode()).isEqualTo(413);
        assertThat(write(new byte[(2 << 20) + 1]).statusCode()).isEqualTo(413);
        assertThat(write(request(series("cpu_usage", "x", 0, new double[50_001])))
                        .statusCode())
                .isEqualTo(413);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] broken = good.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(write(broken).statusCode()).as("mutation %d", i).isIn(204, 400, 413);
        }
        assertThat(api.api()
                        .send(api.api().request(PATH).POST(BodyPublishers.ofByteArray(good)))
                        .statusCode())
                .isEqualTo(401);
    }
}
