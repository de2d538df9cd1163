/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import static io.aegis.online.scoring.ScoringApi.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Prometheus remote write over HTTP, written by the encoders of Protocol Buffers and Snappy. */
class RemoteWriteIT extends RemoteWriteFixture {

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
}
