/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.otlp.MetricsRequests.json;
import static io.aegis.online.scoring.otlp.MetricsRequests.protobuf;
import static io.aegis.online.scoring.otlp.OtlpMessages.attribute;
import static io.aegis.online.scoring.otlp.OtlpMessages.histogram;
import static io.aegis.online.scoring.otlp.OtlpMessages.metric;
import static io.aegis.online.scoring.otlp.OtlpMessages.metrics;
import static io.aegis.online.scoring.otlp.OtlpMessages.number;
import static io.aegis.online.scoring.otlp.OtlpMessages.resource;
import static io.aegis.online.scoring.wire.ProtobufMessage.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.aegis.online.scoring.otlp.OtlpMetric.Kind;
import io.aegis.online.scoring.wire.JsonCursor;
import io.aegis.online.scoring.wire.ProtobufCursor;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is read of metrics in OTLP, in both encodings, and how much may be in them. */
class MetricsRequestTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

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
