/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.aegis.settings.Environment;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsExplainTest {

    private static final String EXPOSED = """
        # HELP node_cpu_seconds_total Seconds the CPUs spent in each mode.
        # TYPE node_cpu_seconds_total counter
        node_cpu_seconds_total{cpu="0",mode="idle"} 1234.5
        node_cpu_seconds_total{cpu="0",mode="user"} 12.5 1700000000000
        http_server_requests_seconds_bucket{uri="/a\\\\b\\"}",le="0.5",} 3 # {trace_id="x"} 0.3
        {"aegis_anomaly_score", metric_type="cpu_usage"} 0.1
        probe_success 1
        container_cpu_usage_seconds_total{id="/"} 5
        go_goroutines 7
        broken{
        """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(Map<String, String> settings, String... args) {
        printed.reset();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return MetricsCommandLine.run(() -> Environment.of(settings, folder), (_, _) -> Map.of(), out, out, args);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void each_name_is_told_with_what_becomes_of_it() throws Exception {
        Path file = Files.writeString(folder.resolve("metrics.txt"), EXPOSED);

        assertThat(run(Map.of(), "explain", file.toString())).isZero();
        assertThat(printed())
                .contains("1  cpu_usage: below the line of a ratio of increases, times 100.0; by node-exporter, line 4")
                .contains("1  cpu_usage: above and below the line of a ratio of increases")
                .contains("response_time: a bucket of the quantile 0.95, times 1000.0; by spring, line")
                .contains("error_rate: its value, what is missing to 1; by blackbox, line")
                .contains("ignored: it is what Aegis itself says of others")
                .contains("ignored: no rule for this name takes these labels (kubelet, line 4)")
                .contains("ignored: no rule is for this name")
                .endsWith("7 series of 6 names; 3 names are scored, 1 lines were not understood\n");
    }

    @Test
    void a_series_that_the_receiver_refuses_is_not_called_scored() throws Exception {
        Path file = Files.writeString(folder.resolve("twice.txt"), "cpu_usage{pod=\"a\",pod=\"b\"} 1\n");

        assertThat(run(Map.of(), "explain", file.toString())).isEqualTo(3);
        assertThat(printed()).contains("refused: the label pod comes twice", "0 names are scored");
    }

    @Test
    void what_cannot_be_read_is_told_in_words() throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff, (byte) 0xfe, 1});
        Path json = Files.writeString(folder.resolve("x.json"), "{\"resourceMetrics\": [");
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        MetricsExplain.Json malformed = (_, _) -> {
            throw new EOFException("Unexpected end-of-input");
        };

        for (String each : List.of(
                binary.toString(), json.toString(), folder.resolve("none").toString(), folder.toString(), "http://")) {
            assertThat(MetricsCommandLine.run(
                            () -> Environment.of(Map.of(), folder), malformed, out, out, "explain", each))
                    .isEqualTo(1);
        }

        assertThat(printed().lines())
                .containsExactly(
                        binary + " cannot be read: it is not text in UTF-8",
                        json + " cannot be read: it begins as JSON, and is no request of OTLP",
                        folder.resolve("none") + " cannot be read: there is no such file",
                        folder + " cannot be read: it is a directory",
                        "http:// cannot be read: it is not an address");
    }

    @Test
    void a_target_is_asked_and_has_its_instance_as_prometheus_gives_it() throws Exception {
        WireMockServer target =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        target.start();
        try {
            target.stubFor(WireMock.get("/metrics").willReturn(WireMock.ok(EXPOSED)));

            assertThat(run(Map.of(), "explain", target.baseUrl() + "/metrics")).isZero();
            assertThat(printed())
                    .contains("such as cpu_usage{instance=localhost:" + target.port() + "}, service localhost:"
                            + target.port());
            assertThat(run(Map.of(), "explain", target.baseUrl() + "/other")).isEqualTo(1);
            assertThat(printed()).contains("it answers 404");
        } finally {
            target.stop();
        }
    }

    @Test
    void the_mapping_is_the_configured_one() throws Exception {
        Path file = Files.writeString(folder.resolve("metrics.txt"), "a 1\nb 2\n");
        Path mapping = mapping("""
            {"presets": [], "rules": [{"metric": "a", "as": "ignore"},
              {"metric": "b", "as": "rate", "type": "request_rate"},
              {"metric": "b", "type": "cpu_usage", "by": []}]}\
            """);

        assertThat(run(Map.of("METRIC_MAPPING_FILE", mapping.toString()), "explain", file.toString()))
                .isZero();
        assertThat(printed())
                .contains("ignored: a rule says so (own rules, line 1)")
                .contains("request_rate: its increase a second; by own rules, line 2")
                .contains("cpu_usage: the sum of its values; by own rules, line 3");
        assertThat(run(Map.of("METRIC_MAPPING_FILE", mapping("{").toString()), "explain", file.toString()))
                .isEqualTo(2);
        assertThat(printed()).contains("METRIC_MAPPING_FILE: line 1");
    }

    private Path mapping(String json) throws IOException {
        return Files.writeString(folder.resolve("mapping.json"), json);
    }

    @Test
    void what_cannot_be_read_or_is_not_asked_right_is_told() throws Exception {
        assertThat(run(Map.of(), "explain", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(printed()).contains("usage: ops/aegis metrics");
        assertThat(run(Map.of(), "explain")).isEqualTo(2);
        assertThat(printed()).contains("FILE|URL", "usage: ops/aegis metrics explain");
        assertThat(run(Map.of(), "explain", "--help")).isZero();
        assertThat(printed()).startsWith("Usage: ops/aegis metrics explain [-h] FILE|URL");
        Path nothing = Files.writeString(folder.resolve("nothing.txt"), "go_goroutines 1\n");
        assertThat(run(Map.of(), "explain", nothing.toString())).isEqualTo(3);
    }
}
