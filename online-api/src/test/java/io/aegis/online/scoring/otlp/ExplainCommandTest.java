/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.scoring.remotewrite.MetricsExplain;
import io.aegis.settings.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    private static final String REQUEST = """
            {"resourceMetrics": [{"resource": {"attributes": [
              {"key": "service.name", "value": {"stringValue": "cart"}},
              {"key": "k8s.namespace.name", "value": {"stringValue": "shop"}}]},
             "scopeMetrics": [{"metrics": [
              {"name": "http.server.request.duration", "unit": "s", "histogram": {"aggregationTemporality": 1,
               "dataPoints": [{"startTimeUnixNano": "1", "timeUnixNano": "1795867260000000000", "count": "3"}]}},
              {"name": "system.memory.usage", "unit": "By", "sum": {"aggregationTemporality": 1,
               "dataPoints": [{"timeUnixNano": "1795867260000000000", "asInt": "3"}]}},
              {"name": "http.requests", "sum": {"aggregationTemporality": 1, "isMonotonic": true,
               "dataPoints": [{"timeUnixNano": "1795867260000000000", "asInt": "3"}, {"timeUnixNano": "1795867260000000000", "asInt": "4"}]}},
              {"name": "http.request.duration", "unit": "s", "exponentialHistogram": {"aggregationTemporality": 2,
               "dataPoints": [{"timeUnixNano": "1795867260000000000", "count": "3"}]}},
              {"name": "db.client.operation.duration", "unit": "s", "histogram": {"aggregationTemporality": 1,
               "dataPoints": [{"timeUnixNano": "1795867260000000000", "count": "3"}]}}]}]}]}
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(String content) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("metrics.json"), content);
        printed.reset();
        return new MetricsExplain(new PrintStream(printed, true, StandardCharsets.UTF_8), ExplainCommand::explain)
                .run(Environment.of(Map.of(), folder), file.toString());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void each_metric_of_a_request_is_told_with_what_becomes_of_it() throws Exception {
        assertThat(run(REQUEST)).isZero();
        assertThat(printed())
                .contains("http.server.request.duration (s, delta histogram)")
                .contains(
                        "1  request_rate: its increase a second, of all points of the resource; by the semantic conventions")
                .contains("request_rate{namespace=shop, service=cart}, service shop/cart")
                .contains("ignored: of changes nobody knows to what they amount")
                .contains("2  request_rate: its increase a second; by http, line")
                .contains("as http_requests_total")
                .contains("response_time: a histogram of the quantile 0.95, times 1000.0; by http, line")
                .contains("db.client.operation.duration (s, delta histogram)")
                .contains("1  ignored: no rule is for this name, as db_client_operation_duration_seconds")
                .endsWith("5 metrics, of which 3 are scored\n");
    }

    @Test
    void a_collectors_file_has_a_request_a_line() throws Exception {
        String line = REQUEST.replace("\n", "");

        assertThat(run(line + "\n" + line + "\n")).isZero();
        assertThat(printed()).contains("4  request_rate: its increase a second; by http, line");
        assertThat(run("{\"resourceMetrics\": 7}")).isEqualTo(1);
    }
}
