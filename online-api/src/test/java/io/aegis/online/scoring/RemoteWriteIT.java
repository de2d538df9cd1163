package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.START;
import static org.assertj.core.api.Assertions.assertThat;

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

    /** A series whose samples are a minute apart; with an exemplar and a histogram that nobody here reads. */
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
            out.writeBytes(4, ByteString.copyFromUtf8("x"));
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

    @Test
    void version_two_and_other_media_types_are_refused() throws Exception {
        byte[] body = request(series("cpu_usage", "x", 0, 1));
        assertThat(api.api()
                        .send(builder(body, "application/x-protobuf;proto=prometheus.WriteRequest", "snappy"))
                        .statusCode())
                .isEqualTo(204);
        for (String type : new String[] {
            "application/x-protobuf;proto=io.prometheus.write.v2.Request", "application/json", "text/plain"
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
