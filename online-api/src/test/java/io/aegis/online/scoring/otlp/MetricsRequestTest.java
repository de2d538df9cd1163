/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.otlp.OtlpMessages.attribute;
import static io.aegis.online.scoring.otlp.OtlpMessages.histogram;
import static io.aegis.online.scoring.otlp.OtlpMessages.message;
import static io.aegis.online.scoring.otlp.OtlpMessages.metric;
import static io.aegis.online.scoring.otlp.OtlpMessages.metrics;
import static io.aegis.online.scoring.otlp.OtlpMessages.number;
import static io.aegis.online.scoring.otlp.OtlpMessages.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.aegis.online.scoring.otlp.OtlpMetric.Kind;
import io.aegis.online.scoring.wire.JsonCursor;
import io.aegis.online.scoring.wire.ProtobufCursor;
import io.aegis.problem.FieldError;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsRequestTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private static MetricsRequest.Read protobuf(byte[] body) throws IOException {
        return MetricsRequest.read(new ProtobufCursor(body));
    }

    private static MetricsRequest.Read json(String body) throws IOException {
        return MetricsRequest.read(new JsonCursor(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void refused(byte[] body) {
        assertThatThrownBy(() -> protobuf(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().status()).isEqualTo(413));
    }

    /** The values of a read request, in a form that two can be held against each other by. */
    private static String told(MetricsRequest.Read read) {
        StringBuilder text = new StringBuilder("rejected " + read.rejected());
        for (MetricsRequest.Measured measured : read.measured()) {
            text.append("\n").append(new java.util.TreeMap<>(measured.resource().labels()));
            for (OtlpMetric metric : measured.metrics()) {
                text.append("\n  ")
                        .append(metric.name())
                        .append(' ')
                        .append(metric.unit())
                        .append(' ');
                text.append(metric.kind());
                for (OtlpPoint point : metric.points()) {
                    text.append("\n    ")
                            .append(new java.util.TreeMap<>(point.attributes()))
                            .append(point.time());
                    text.append(java.util.Arrays.toString(point.counts().values()));
                    text.append(java.util.Arrays.toString(point.counts().bounds()));
                }
            }
        }
        return text.toString();
    }

    @Test
    void both_encodings_say_the_same() throws IOException {
        byte[] body = metrics(
                resource("service.name", "cart", "k8s.pod.name", "cart-1", "k8s.namespace.name", "shop", "x", "y"),
                metric("queue.size", "{items}", 5, 0, number(NOON, LATER, 7.5, attribute("queue", "mail"))),
                metric("requests", "1", 7, 2, number(NOON, LATER, 12)),
                metric(
                        "http.server.request.duration",
                        "s",
                        9,
                        1,
                        histogram(NOON, LATER, new double[] {0.1, 1}, new long[] {5, 3, 1})));
        String same = """
            {"unknown": [{"a": 1}], "resourceMetrics": [{
              "scopeMetrics": [{"scope": {"name": "x"}, "metrics": [
                {"gauge": {"dataPoints": [{"asDouble": 7.5, "timeUnixNano": "1795867260000000000", "startTimeUnixNano": "1795867200000000000",
                   "attributes": [{"key": "queue", "value": {"stringValue": "mail"}}]}]}, "unit": "{items}", "name": "queue.size"},
                {"name": "requests", "unit": "1", "sum": {"aggregationTemporality": 2, "isMonotonic": true, "dataPoints": [
                   {"timeUnixNano": 1795867260000000000, "asInt": "12", "exemplars": [{}]}]}},
                {"name": "http.server.request.duration", "unit": "s", "histogram": {"aggregation_temporality": 1, "data_points": [
                   {"timeUnixNano": "1795867260000000000", "count": "9", "bucketCounts": ["5", 3, "1"], "explicitBounds": [0.1, "1"]}]}}
              ]}],
              "resource": {"attributes": [
                {"key": "service.name", "value": {"stringValue": "cart"}}, {"key": "k8s.pod.name", "value": {"stringValue": "cart-1"}},
                {"key": "k8s.namespace.name", "value": {"stringValue": "shop"}}, {"key": "x", "value": null}]}
            }]}
            """;

        MetricsRequest.Read read = protobuf(body);

        assertThat(told(json(same))).isEqualTo(told(read));
        assertThat(read.rejected()).isZero();
        MetricsRequest.Measured measured = read.measured().getFirst();
        assertThat(measured.resource().labels())
                .isEqualTo(Map.of("service", "cart", "pod", "cart-1", "namespace", "shop"));
        assertThat(measured.metrics())
                .extracting(OtlpMetric::kind)
                .containsExactly(Kind.GAUGE, Kind.CUMULATIVE, Kind.DELTA);
        OtlpPoint point = measured.metrics().get(2).points().getFirst();
        assertThat(point.counts().values()).containsExactly(5, 3, 1);
        assertThat(point.counts().bounds()).containsExactly(0.1, 1);
        assertThat(point.time()).isEqualTo(LATER);
    }

    @Test
    void exponential_histograms_come_into_the_same_buckets() throws IOException {
        byte[] point = message(out -> {
            out.writeFixed64(3, OtlpMessages.nanos(LATER));
            out.writeSInt32(6, 0);
            out.writeFixed64(7, 4);
            out.writeByteArray(8, message(buckets -> {
                buckets.writeSInt32(1, -1);
                buckets.writeUInt64(2, 8);
                buckets.writeUInt64(2, 16);
            }));
            out.writeByteArray(9, message(buckets -> buckets.writeUInt64(2, 2)));
        });

        PointCounts counts = protobuf(metrics(resource(), metric("m", "s", 10, 2, point)))
                .measured()
                .getFirst()
                .metrics()
                .getFirst()
                .points()
                .getFirst()
                .counts();

        double belowOne = 0;
        double belowTwo = 0;
        for (int i = 0; i < counts.bounds().length; i++) {
            belowOne += counts.bounds()[i] <= 1.0001 ? counts.values()[i] : 0;
            belowTwo += counts.bounds()[i] <= 2.0001 ? counts.values()[i] : 0;
        }
        assertThat(belowOne).isEqualTo(4 + 2 + 8);
        assertThat(belowTwo).isEqualTo(4 + 2 + 8 + 16);
    }

    @Test
    void points_that_are_none_are_counted_and_series_that_ended_are_not() throws IOException {
        byte[] timeless = message(out -> out.writeDouble(4, 1));
        byte[] infinite = number(NOON, LATER, Double.NaN);
        byte[] unordered = histogram(NOON, LATER, new double[] {2, 1}, new long[] {1, 1, 1});
        byte[] tooFew = histogram(NOON, LATER, new double[] {1, 2}, new long[] {1, 1});
        byte[] negative = histogram(NOON, LATER, new double[] {1}, new long[] {1, -1});
        byte[] ended = message(out -> {
            out.writeFixed64(3, OtlpMessages.nanos(LATER));
            out.writeUInt32(8, 1);
        });

        MetricsRequest.Read read = protobuf(metrics(
                resource(),
                metric("a", "", 5, 0, timeless, infinite, ended),
                metric("b", "", 9, 2, unordered, tooFew, negative)));

        assertThat(read.rejected()).isEqualTo(5);
        assertThat(read.measured().getFirst().metrics()).isEmpty();
    }

    @Test
    void sixteen_mebibytes_of_nothing_make_little() throws IOException {
        byte[] resources = new byte[16 << 20];
        for (int i = 0; i < resources.length; i += 2) {
            resources[i] = 10;
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        refused(resources);

        long before = threads.getCurrentThreadAllocatedBytes();
        refused(resources);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32L << 20);
    }

    @Test
    void too_much_is_refused_before_it_is_made() {
        refused(metrics(resource(), metric("m", "", 5, 0, empties(OtlpBudget.MAX_POINTS + 1))));
        byte[] many = message(out -> {
            for (int i = 0; i <= OtlpBudget.MAX_BUCKETS; i++) {
                out.writeDouble(7, i);
            }
        });
        refused(metrics(resource(), metric("m", "", 9, 0, many)));
        byte[] attributes = message(out -> {
            for (int i = 0; i <= OtlpBudget.MAX_VALUES; i++) {
                out.writeByteArray(1, message(pair -> pair.writeByteArray(2, new byte[0])));
            }
        });
        refused(metrics(attributes));
    }

    private static byte[][] empties(int count) {
        byte[][] empties = new byte[count][];
        java.util.Arrays.fill(empties, new byte[0]);
        return empties;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"resourceMetrics\": [{]}", "{} {}", "{", "{\"resourceMetrics\": [{}", "{a: 1}"})
    void what_is_no_json_is_malformed(String body) {
        assertThatThrownBy(() -> json(body)).isInstanceOf(IOException.class);
    }

    /** The JSON mapping of Protocol Buffers: what is unknown is passed over, what is of another type is an error. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | body",
                "3 | body",
                "null | body",
                "{'metrics': []} | resourceMetrics",
                "{'resourceLogs': [{}]} | resourceMetrics",
                "{'resourceMetrics': {}} | resourceMetrics",
                "{'resource_metrics': ''} | resource_metrics",
                "{'resourceMetrics': [3]} | resourceMetrics[0]",
                "{'resourceMetrics': [{}, null]} | resourceMetrics[1]",
                "{'resourceMetrics': [{'instrumentationLibraryMetrics': []}]} | resourceMetrics[0].scopeMetrics",
                "{'resourceMetrics': [{'resource': []}]} | resourceMetrics[0].resource",
                "{'resourceMetrics': [{'resource': {'attributes': {'service.name': 'cart'}}}]} | resourceMetrics[0].resource.attributes",
                "{'resourceMetrics': [{'resource': {'attributes': [{'key': 'a', 'value': 'b'}]}}]} | resourceMetrics[0].resource.attributes[0].value",
                "{'resourceMetrics': [{'resource': {'attributes': [{'key': 1}]}}]} | resourceMetrics[0].resource.attributes[0].key",
                "{'resourceMetrics': [{'scopeMetrics': {'metrics': []}}]} | resourceMetrics[0].scopeMetrics",
                "{'resourceMetrics': [{'scopeMetrics': [{'metrics': {}}]}]} | resourceMetrics[0].scopeMetrics[0].metrics",
                "{'resourceMetrics': [{'scopeMetrics': [{'points': []}]}]} | resourceMetrics[0].scopeMetrics[0].metrics",
            })
    void json_of_another_shape_is_refused_with_the_field(String body, String field) {
        assertField(body, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name': 3} | name",
                "{'name': 'a', 'gauges': {}} | gauge or sum or histogram or exponentialHistogram or summary",
                "{'gauge': []} | gauge",
                "{'gauge': {'dataPoints': {'asDouble': 5}}} | gauge.dataPoints",
                "{'gauge': {'points': []}} | gauge.dataPoints",
                "{'gauge': {'dataPoints': [5]}} | gauge.dataPoints[0]",
                "{'gauge': {'dataPoints': [{'asDouble': 'many'}]}} | gauge.dataPoints[0].asDouble",
                "{'gauge': {'dataPoints': [{'asDouble': '0x1p3'}]}} | gauge.dataPoints[0].asDouble",
                "{'gauge': {'dataPoints': [{'asDouble': true}]}} | gauge.dataPoints[0].asDouble",
                "{'gauge': {'dataPoints': [{}, {'asInt': 1.5}]}} | gauge.dataPoints[1].asInt",
                "{'gauge': {'dataPoints': [{'asInt': '36893488147419103232'}]}} | gauge.dataPoints[0].asInt",
                "{'gauge': {'dataPoints': [{'asInt': true}]}} | gauge.dataPoints[0].asInt",
                "{'gauge': {'dataPoints': [{'asInt': 'NaN'}]}} | gauge.dataPoints[0].asInt",
                "{'gauge': {'dataPoints': [{'asInt': 1e900}]}} | gauge.dataPoints[0].asInt",
                "{'gauge': {'dataPoints': [{'timeUnixNano': '2026-11-28T12:00:00Z'}]}} | gauge.dataPoints[0].timeUnixNano",
                "{'gauge': {'dataPoints': [{'attributes': {}}]}} | gauge.dataPoints[0].attributes",
                "{'sum': {'isMonotonic': 1}} | sum.isMonotonic",
                "{'sum': {'aggregationTemporality': 'CUMULATIVE'}} | sum.aggregationTemporality",
                "{'sum': {'aggregationTemporality': []}} | sum.aggregationTemporality",
                "{'histogram': {'dataPoints': [{'bucketCounts': 3}]}} | histogram.dataPoints[0].bucketCounts",
                "{'histogram': {'dataPoints': [{'explicitBounds': [{}]}]}} | histogram.dataPoints[0].explicitBounds[0]",
                "{'exponentialHistogram': {'dataPoints': [{'scale': 3000000000}]}} | exponentialHistogram.dataPoints[0].scale",
                "{'exponentialHistogram': {'dataPoints': [{'positive': [1]}]}} | exponentialHistogram.dataPoints[0].positive",
            })
    void a_metric_of_another_shape_is_refused_with_the_field(String metric, String field) {
        String path = "resourceMetrics[0].scopeMetrics[0].metrics[0].";
        assertField("{'resourceMetrics': [{'scopeMetrics': [{'metrics': [" + metric + "]}]}]}", path + field);
    }

    private static void assertField(String body, String field) {
        assertThatThrownBy(() -> json(body.replace('\'', '"')))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.type().status()).isEqualTo(400);
                    assertThat(problem.detail()).contains(field);
                    assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
                });
    }

    @Test
    void what_is_empty_or_null_or_written_otherwise_is_right() throws IOException {
        assertThat(json("{}").measured()).isEmpty();
        assertThat(json("{\"resourceMetrics\": null, \"x\": null}").measured()).isEmpty();
        assertThat(json("{\"resourceMetrics\": [{\"schemaUrl\": \"\"}]}").rejected())
                .isZero();
        String metrics = """
            {"resourceMetrics": [{"scopeMetrics": [{"scope": {"name": "x"}, "schemaUrl": "y", "metrics": [
              {"name": "a", "description": "b", "metadata": [], "summary": {"dataPoints": {}}}, {"name": "none"},
              {"name": "c", "new": {}, "sum": {"aggregationTemporality": "AGGREGATION_TEMPORALITY_DELTA", "isMonotonic": true, "dataPoints": [
                {"timeUnixNano": 1.795867260e18, "asInt": 12.0, "startTimeUnixNano": null}, {"timeUnixNano": "1795867260000000000", "asInt": "-3"},
                {"timeUnixNano": "1795867260000000000", "asDouble": "-1.5e3"}, {"timeUnixNano": "1795867260000", "asDouble": 1},
                {"timeUnixNano": "1795867260000000000", "asDouble": "Infinity"}]}}]}]}]}
            """;

        MetricsRequest.Read read = json(metrics);

        assertThat(read.rejected()).isEqualTo(2);
        OtlpMetric sum = read.measured().getFirst().metrics().getFirst();
        assertThat(sum.kind()).isEqualTo(Kind.DELTA);
        assertThat(sum.points()).hasSize(3).allMatch(point -> point.time().equals(LATER));
        assertThat(sum.points()).extracting(point -> point.counts().values()[0]).containsExactly(12.0, -3.0, -1500.0);
    }

    @Test
    void protobuf_of_another_shape_is_refused_with_the_field() {
        byte[] named = message(out -> out.writeInt32(1, 7));
        assertThatThrownBy(() -> protobuf(metrics(resource(), named)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("resourceMetrics.scopeMetrics.metrics.name");
        byte[] other = message(out -> out.writeString(7, "x"));
        assertThatThrownBy(() -> protobuf(other))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("resourceMetrics is missing");
        byte[] bounds = message(out -> out.writeInt32(7, 1));
        assertThatThrownBy(() -> protobuf(metrics(resource(), metric("a", "", 9, 2, bounds))))
                .hasMessageContaining("histogram.dataPoints.explicitBounds");
    }

    @Property(tries = 1_000)
    void any_bytes_are_read_or_malformed(@ForAll byte[] bytes) {
        for (boolean protobuf : new boolean[] {true, false}) {
            try {
                MetricsRequest.read(protobuf ? new ProtobufCursor(bytes) : new JsonCursor(bytes));
            } catch (IOException | ProblemException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Property(tries = 500)
    void a_request_with_one_byte_changed_is_read_or_malformed(@ForAll int place, @ForAll byte value) {
        byte[] body = metrics(
                resource("service.name", "cart"),
                metric("http.server.request.duration", "s", 9, 2, histogram(NOON, LATER, new double[] {1}, new long[] {
                    1, 2
                })));
        body[Math.floorMod(place, body.length)] = value;
        try {
            assertThat(protobuf(body).measured()).hasSizeLessThan(3);
        } catch (IOException | ProblemException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
