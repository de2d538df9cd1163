/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.otlp.OtlpMessages.attribute;
import static io.aegis.online.scoring.otlp.OtlpMessages.histogram;
import static io.aegis.online.scoring.otlp.OtlpMessages.metric;
import static io.aegis.online.scoring.otlp.OtlpMessages.metrics;
import static io.aegis.online.scoring.otlp.OtlpMessages.number;
import static io.aegis.online.scoring.otlp.OtlpMessages.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aegis.deadline.Ticker;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.counter.LastReadings;
import io.aegis.online.scoring.remotewrite.MappedMetrics;
import io.aegis.online.scoring.remotewrite.MappedValues;
import io.aegis.online.scoring.remotewrite.MappingFile;
import io.aegis.online.scoring.wire.ProtobufCursor;
import io.aegis.online.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of points. */
class PointIntakeTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Instant LONG_AGO = NOON.minusSeconds(86_400);
    private static final byte[] CART = resource("service.name", "cart");
    private static final double[] BOUNDS = {0.1, 0.5, 1};

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PointIntake intake = new PointIntake(
            new SampleDerivation(new LastReadings(100_000)),
            new MappedValues(new MappedMetrics(
                    MappingFile.load(Optional.empty()), 1_000, new Telemetry(), () -> NOON, Ticker.system())),
            registry);

    private PointIntake.Taken take(byte[] body) {
        try {
            return intake.take(MetricsRequest.read(new ProtobufCursor(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double points(String fate) {
        return registry.get("aegis.otlp.points").tag("fate", fate).counter().count();
    }

    private static double only(Map<Series, List<Measurement>> samples, MetricType type) {
        return samples.entrySet().stream()
                .filter(each -> each.getKey().type() == type)
                .map(each -> each.getValue().getLast().value())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static byte[] requests(Instant time, int temporality, long[] good, long[] bad) {
        Instant started = temporality == 1 ? time.minusSeconds(10) : LONG_AGO;
        return metrics(
                CART,
                metric(
                        "http.server.request.duration",
                        "s",
                        9,
                        temporality,
                        histogram(started, time, BOUNDS, good, attribute("http.response.status_code", "200")),
                        histogram(started, time, BOUNDS, bad, attribute("http.response.status_code", "503"))));
    }

    @Test
    void a_servers_histogram_is_its_rate_latency_and_errors_all_attributes_together() {
        assertThat(take(requests(NOON, 2, new long[] {1_000, 0, 0, 0}, new long[] {50, 0, 0, 0}))
                        .samples())
                .isEmpty();

        Map<Series, List<Measurement>> samples = take(requests(
                        NOON.plusSeconds(10), 2, new long[] {1_090, 90, 0, 0}, new long[] {60, 0, 10, 0}))
                .samples();

        assertThat(samples.keySet()).allMatch(series -> series.labels().equals(Map.of("service", "cart")));
        assertThat(only(samples, MetricType.REQUEST_RATE)).isEqualTo(20);
        assertThat(only(samples, MetricType.ERROR_RATE)).isCloseTo(0.1, within(1e-9));
        assertThat(only(samples, MetricType.RESPONSE_TIME)).isEqualTo(500);
        assertThat(samples.values()).allMatch(some -> some.getFirst().time().equals(NOON.plusSeconds(10)));
        assertThat(points("taken")).isEqualTo(4);
    }

    @Test
    void what_is_too_large_in_our_unit_is_rejected_and_the_others_are_taken() {
        PointIntake.Taken taken = take(metrics(
                CART,
                metric("jvm.cpu.recent_utilization", "1", 5, 0, number(LONG_AGO, NOON, 1e308)),
                metric("jvm.cpu.recent_utilization", "1", 5, 0, number(LONG_AGO, NOON.plusSeconds(1), 0.5))));

        assertThat(taken.rejected()).isEqualTo(1);
        assertThat(taken.samples().values()).allMatch(some -> some.size() == 1);
        assertThat(only(taken.samples(), MetricType.CPU_USAGE)).isEqualTo(50);
        assertThat(take(metrics(CART, metric("jvm.cpu.recent_utilization", "1", 5, 0, number(LONG_AGO, NOON, 1e308))))
                        .samples())
                .isEmpty();
    }

    /** As SDKs send a duration under both names while conventions change. */
    @Test
    void of_two_metrics_that_make_one_series_the_preferred_one_keeps_it() {
        Instant before = NOON.minusSeconds(10);
        Map<Series, List<Measurement>> samples = take(metrics(
                        CART,
                        metric(
                                "http.server.duration",
                                "ms",
                                9,
                                1,
                                histogram(before, NOON, new double[] {300}, new long[] {40, 0})),
                        metric("http.server.request.duration", "s", 9, 1, histogram(before, NOON, BOUNDS, new long[] {
                            0, 0, 20, 0
                        }))))
                .samples();

        assertThat(samples.values()).isNotEmpty().allMatch(some -> some.size() == 1);
        assertThat(only(samples, MetricType.REQUEST_RATE)).isEqualTo(2);
        assertThat(only(samples, MetricType.RESPONSE_TIME)).isGreaterThan(500);
    }

    @Test
    void points_of_a_time_to_come_are_rejected() {
        PointIntake.Taken taken =
                take(requests(NOON.plusSeconds(30 * 86_400), 1, new long[] {0, 0, 30, 0}, new long[] {0, 0, 0, 10}));

        assertThat(taken.samples()).isEmpty();
        assertThat(taken.rejected()).isEqualTo(2);
        assertThat(points("rejected")).isEqualTo(2);
    }

    @Test
    void deltas_need_no_memory() {
        Map<Series, List<Measurement>> samples = take(requests(
                        NOON, 1, new long[] {0, 0, 30, 0}, new long[] {0, 0, 0, 10}))
                .samples();

        assertThat(only(samples, MetricType.REQUEST_RATE)).isEqualTo(4);
        assertThat(only(samples, MetricType.ERROR_RATE)).isEqualTo(0.25);
        assertThat(only(samples, MetricType.RESPONSE_TIME)).isEqualTo(1_000);
    }

    @Test
    void no_requests_are_a_rate_of_nothing_and_no_latency() {
        Map<Series, List<Measurement>> samples =
                take(requests(NOON, 1, new long[4], new long[4])).samples();

        assertThat(samples).hasSize(1);
        assertThat(only(samples, MetricType.REQUEST_RATE)).isZero();
    }

    @Test
    void processors_are_busy_when_they_do_not_idle_and_memory_is_used_or_not() {
        byte[] host = resource("host.name", "h1");
        for (int second : new int[] {0, 10}) {
            take(metrics(
                    host,
                    metric(
                            "system.cpu.time",
                            "s",
                            7,
                            2,
                            number(LONG_AGO, NOON.plusSeconds(second), second * 0.75, attribute("cpu.mode", "user")),
                            number(LONG_AGO, NOON.plusSeconds(second), second * 0.25, attribute("cpu.mode", "idle")))));
        }
        Map<Series, List<Measurement>> samples = take(metrics(
                        host,
                        metric(
                                "system.cpu.time",
                                "s",
                                7,
                                2,
                                number(LONG_AGO, NOON.plusSeconds(20), 15, attribute("cpu.mode", "user")),
                                number(LONG_AGO, NOON.plusSeconds(20), 5, attribute("cpu.mode", "idle"))),
                        metric(
                                "system.memory.usage",
                                "By",
                                5,
                                0,
                                number(NOON, NOON, 600, attribute("state", "used")),
                                number(NOON, NOON, 400, attribute("state", "free"))),
                        metric("system.disk.io", "By", 7, 1, number(NOON, NOON.plusSeconds(10), 5e7))))
                .samples();

        assertThat(only(samples, MetricType.CPU_USAGE)).isCloseTo(75, within(1e-6));
        assertThat(only(samples, MetricType.MEMORY_USAGE)).isEqualTo(60);
        assertThat(only(samples, MetricType.DISK_IO)).isEqualTo(5);
    }

    @Test
    void other_metrics_are_mapped_under_the_name_that_prometheus_gives_them() {
        Map<Series, List<Measurement>> samples = take(metrics(
                        CART,
                        metric("probe.duration", "s", 5, 0, number(NOON, NOON, 0.2, attribute("http.route", "/"))),
                        metric("go.goroutines", "", 5, 0, number(NOON, NOON, 12)),
                        metric("orders", "", 7, 1, number(NOON, NOON.plusSeconds(1), 1)),
                        metric("sizes", "By", 9, 2, histogram(NOON, NOON, BOUNDS, new long[4]))))
                .samples();

        assertThat(samples)
                .isEqualTo(Map.of(
                        Series.of(MetricType.RESPONSE_TIME, Map.of("service", "cart", "http_route", "/")),
                        List.of(new Measurement(NOON, 200))));
        assertThat(points("taken")).isEqualTo(1);
        assertThat(points("unmapped")).isEqualTo(3);
    }

    @Test
    void what_has_longer_names_than_series_may_have_is_rejected() {
        byte[] resource = resource("service.name", "x".repeat(1_000));

        assertThat(take(metrics(
                                resource,
                                metric("cpu_usage", "", 5, 0, number(NOON, NOON, 1)),
                                metric("jvm.cpu.recent_utilization", "1", 5, 0, number(NOON, NOON, 0.5))))
                        .rejected())
                .isEqualTo(2);
        assertThat(points("rejected")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "http.server.requests, By, GAUGE, http_server_requests_bytes",
        "http.requests, 1, CUMULATIVE, http_requests_total",
        "cpu.utilization, 1, GAUGE, cpu_utilization_ratio",
        "queue.size, {items}, GAUGE, queue_size",
        "process.cpu.time, s, CUMULATIVE, process_cpu_time_seconds_total",
        "already_seconds_total, s, CUMULATIVE, already_seconds_total",
        "load, '', GAUGE, load",
        "a:b-ü, ms, GAUGE, a:b___milliseconds",
    })
    void names_are_translated(String name, String unit, OtlpMetric.Kind kind, String expected) {
        assertThat(PrometheusName.of(new OtlpMetric(name, unit, kind, List.of())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http.response.status_code, 500, true",
        "http.response.status_code, 404, false",
        "status, 503, true",
        "rpc.grpc.status_code, 14, true",
        "rpc.grpc.status_code, 5, false",
        "rpc.response.status_code, UNAVAILABLE, true",
        "error.type, timeout, true",
        "http.route, /, false"
    })
    void faults_of_the_server_are_errors(String attribute, String value, boolean error) {
        OtlpPoint point = new OtlpPoint(Map.of(attribute, value), Optional.empty(), NOON, new PointCounts.Scalar(1));

        assertThat(Convention.of("rpc.server.duration").getLast().counts(point)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"s, 1000", "ms, 1", "us, 0.001", "ns, 0.000001", "By, 1"})
    void times_are_milliseconds(String unit, double factor) {
        assertThat(Convention.milliseconds(unit)).isEqualTo(factor);
    }

    @Test
    void an_instance_tells_processes_apart_where_nothing_steadier_does() {
        assertThat(OtlpResource.of(Map.of("service.name", "a", "service.instance.id", "i", "host.name", "h"))
                        .labels())
                .isEqualTo(Map.of("service", "a", "host", "h"));
        assertThat(OtlpResource.of(Map.of("service.name", "a", "service.instance.id", "i"))
                        .labels())
                .isEqualTo(Map.of("service", "a", "instance", "i"));
        assertThat(OtlpResource.of(Map.of("service.name", "x".repeat(600))).service())
                .isEqualTo("unnamed");
    }
}
