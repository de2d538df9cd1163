/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.online.scoring.remotewrite.RemoteWriteMeters.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class MetricIntakeTest {

    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<MetricMapping> mapping = new AtomicReference<>(MappingReader.builtIn());
    private MetricIntake intake = intake(1_000);
    private final Map<Series, List<Measurement>> judged = new LinkedHashMap<>();

    private MetricIntake intake(int capacity) {
        return new MetricIntake(mapping::get, capacity, () -> Instant.ofEpochSecond(1_000_000), nanos::get);
    }

    private static RemoteSeries counter(int fromSecond, int untilSecond, IntToDoubleFunction value, String... labels) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        List<RemoteSeries.Sample> samples = new ArrayList<>();
        for (int second = fromSecond; second <= untilSecond; second += 15) {
            samples.add(new RemoteSeries.Sample(second * 1_000L, value.applyAsDouble(second)));
        }
        return new RemoteSeries(all, samples);
    }

    private Map<Fate, Integer> take(RemoteSeries... sent) {
        MetricIntake.Taken taken = intake.take(List.of(sent));
        taken.samples()
                .forEach((series, values) ->
                        judged.computeIfAbsent(series, _ -> new ArrayList<>()).addAll(values));
        return taken.fates();
    }

    private List<Measurement> of(MetricType type, String... labels) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return judged.getOrDefault(Series.of(type, all), List.of());
    }

    private void use(String rules) {
        mapping.set(MappingReader.read("{\"presets\": [], \"rules\": [" + rules + "]}"));
    }

    @Test
    void a_stock_node_exporter_gives_percent_of_its_processors_memory_and_disks() {
        take(
                counter(
                        7,
                        400,
                        s -> s * 1.5,
                        "__name__",
                        "node_cpu_seconds_total",
                        "mode",
                        "idle",
                        "cpu",
                        "0",
                        "instance",
                        "n"),
                counter(
                        7,
                        400,
                        s -> s * 0.5,
                        "__name__",
                        "node_cpu_seconds_total",
                        "mode",
                        "user",
                        "cpu",
                        "0",
                        "instance",
                        "n"),
                counter(7, 400, _ -> 25, "__name__", "node_memory_MemAvailable_bytes", "instance", "n"),
                counter(7, 400, _ -> 100, "__name__", "node_memory_MemTotal_bytes", "instance", "n"),
                counter(
                        7,
                        400,
                        s -> 2e6 * s,
                        "__name__",
                        "node_disk_read_bytes_total",
                        "device",
                        "sda",
                        "instance",
                        "n"),
                counter(
                        7,
                        400,
                        s -> 1e6 * s,
                        "__name__",
                        "node_disk_written_bytes_total",
                        "device",
                        "sda",
                        "instance",
                        "n"),
                counter(
                        7,
                        400,
                        s -> 9e6 * s,
                        "__name__",
                        "node_disk_written_bytes_total",
                        "device",
                        "dm-0",
                        "instance",
                        "n"));

        List<Measurement> cpu = of(MetricType.CPU_USAGE, "instance", "n");
        assertThat(cpu).hasSize(6);
        assertThat(cpu.getFirst().time()).isEqualTo(Instant.ofEpochSecond(60));
        assertThat(cpu).allSatisfy(each -> assertThat(each.value()).isCloseTo(25, within(1e-6)));
        assertThat(of(MetricType.MEMORY_USAGE, "instance", "n"))
                .hasSize(6)
                .allSatisfy(each -> assertThat(each.value()).isEqualTo(75));
        assertThat(of(MetricType.DISK_IO, "instance", "n").getLast().value()).isCloseTo(3, within(1e-6));
    }

    @Test
    void errors_are_a_share_of_requests_and_none_counted_are_none() {
        use("""
            {"metric": "r", "match": {"code": "5*"}, "as": "ratio", "over": {"metric": "r"}, "type": "error_rate",
             "by": ["app"]}\
            """);
        take(counter(0, 200, s -> s, "__name__", "r", "code", "200", "app", "a"));
        assertThat(of(MetricType.ERROR_RATE, "app", "a"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.value()).isZero());
        judged.clear();
        take(
                counter(210, 600, s -> s, "__name__", "r", "code", "200", "app", "a"),
                counter(210, 600, s -> s, "__name__", "r", "code", "500", "app", "a"));
        assertThat(of(MetricType.ERROR_RATE, "app", "a").getLast().value()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void a_quantile_of_buckets_is_summed_over_what_is_not_asked_for() {
        use("{\"metric\": \"l\", \"as\": \"quantile\", \"quantile\": 0.5, \"type\": \"response_time\", \"scale\":"
                + " 1000, \"by\": []}");
        List<RemoteSeries> both = new ArrayList<>();
        for (String pod : List.of("a", "b")) {
            double more = pod.equals("a") ? 3 : 2;
            both.add(counter(0, 300, s -> s, "__name__", "l_bucket", "le", "0.1", "pod", pod));
            both.add(counter(0, 300, s -> more * s, "__name__", "l_bucket", "le", "0.3", "pod", pod));
            both.add(counter(0, 300, s -> 4.0 * s, "__name__", "l_bucket", "le", "+Inf", "pod", pod));
        }
        take(both.toArray(RemoteSeries[]::new));

        // Of 8 a second 2 are below .1 and 5 below .3: the fourth lies two thirds between them.
        assertThat(of(MetricType.RESPONSE_TIME).getFirst().value()).isCloseTo(233.33, within(1.0));
        assertThat(take(counter(0, 10, s -> s, "__name__", "l_bucket", "le", "wide")))
                .isEqualTo(Map.of(Fate.INVALID, 1));
    }

    @Test
    void native_histograms_have_quantiles_too() {
        use("{\"metric\": \"l\", \"as\": \"quantile\", \"type\": \"response_time\", \"by\": [\"pod\"]}");
        for (int second = 0; second <= 300; second += 15) {
            NativeHistogram histogram = new NativeHistogram(
                    second * 1_000L,
                    0,
                    second,
                    0,
                    0,
                    BucketCounts.of(new int[] {3}, new double[] {second}),
                    BucketCounts.NONE,
                    List.of(),
                    false,
                    false);
            take(
                    new RemoteSeries(Map.of("__name__", "l", "pod", "p", "uri", "a"), List.of(), List.of(histogram)),
                    new RemoteSeries(Map.of("__name__", "l", "pod", "p", "uri", "b"), List.of(), List.of(histogram)));
        }

        assertThat(of(MetricType.RESPONSE_TIME, "pod", "p").getLast().value())
                .isCloseTo(Math.pow(2, 2.95), within(1e-6));
    }

    @Test
    void a_gap_of_hours_is_jumped_over_and_a_time_far_ahead_is_not_believed() {
        use("{\"metric\": \"c\", \"as\": \"rate\", \"type\": \"request_rate\", \"by\": []}");
        take(counter(0, 300, s -> s, "__name__", "c"));
        int before = of(MetricType.REQUEST_RATE).size();

        assertThat(take(counter(900_000, 900_300, s -> s, "__name__", "c"))).containsOnlyKeys(Fate.TRACKED);
        assertThat(of(MetricType.REQUEST_RATE).size() - before).isBetween(4, 8);
        assertThat(take(counter(1_001_000, 1_001_000, s -> s, "__name__", "c"))).isEqualTo(Map.of(Fate.FUTURE, 1));
        assertThat(take(counter(0, 0, s -> s, "__name__", "c"))).isEqualTo(Map.of(Fate.LATE, 1));
    }

    @Test
    void a_plain_value_of_a_time_to_come_does_not_make_those_of_today_late() {
        use("{\"metric\": \"v\", \"type\": \"cpu_usage\"}");
        int inThirtyDays = 1_000_000 + 30 * 86_400;

        assertThat(take(counter(inThirtyDays, inThirtyDays, _ -> 20, "__name__", "v", "pod", "a")))
                .isEqualTo(Map.of(Fate.FUTURE, 1));
        assertThat(take(counter(1_000_590, 1_000_590, _ -> 20, "__name__", "v", "pod", "a")))
                .isEqualTo(Map.of(Fate.SCORED, 1));
        assertThat(of(MetricType.CPU_USAGE, "pod", "a"))
                .extracting(Measurement::time)
                .containsExactly(Instant.ofEpochSecond(1_000_590));
    }

    @Test
    void who_finds_no_room_is_counted_and_who_is_silent_makes_some() {
        use("{\"metric\": \"c\", \"as\": \"rate\", \"type\": \"request_rate\", \"by\": [\"pod\"]}");
        intake = intake(2);
        take(counter(0, 0, s -> s, "__name__", "c", "pod", "1"), counter(0, 0, s -> s, "__name__", "c", "pod", "2"));

        assertThat(take(counter(0, 0, s -> s, "__name__", "c", "pod", "3"))).isEqualTo(Map.of(Fate.NO_ROOM, 1));
        nanos.set(601_000_000_000L);
        assertThat(take(counter(0, 0, s -> s, "__name__", "c", "pod", "3"))).isEqualTo(Map.of(Fate.TRACKED, 1));
        assertThat(intake.evicted()).isEqualTo(2);
        assertThat(intake.size()).isEqualTo(1);
        assertThat(intake.calculated()).isEqualTo(1);
    }

    @Test
    void the_better_of_two_rules_gives_a_series_whichever_came_first() {
        use("""
            {"metric": "l", "as": "quantile", "type": "response_time", "by": ["pod"]},
            {"metric": "l_sum", "as": "ratio", "over": {"metric": "l_count"}, "type": "response_time", "by": ["pod"]}\
            """);
        take(
                counter(0, 100, s -> s, "__name__", "l_sum", "pod", "1"),
                counter(0, 100, s -> s, "__name__", "l_count", "pod", "1"));
        take(
                counter(105, 400, s -> s, "__name__", "l_sum", "pod", "1"),
                counter(105, 400, s -> s, "__name__", "l_bucket", "le", "2", "pod", "1"),
                counter(105, 400, s -> s, "__name__", "l_bucket", "le", "+Inf", "pod", "1"));

        assertThat(of(MetricType.RESPONSE_TIME, "pod", "1").getLast().value()).isCloseTo(1.9, within(1e-6));
        take(counter(400, 500, s -> s, "__name__", "l_sum", "pod", "1", "uri", "late"));
        assertThat(intake.calculated()).isEqualTo(1);
    }

    @Test
    void two_replicas_of_a_sender_are_one_series() {
        use("{\"metric\": \"c\", \"as\": \"rate\", \"type\": \"request_rate\", \"by\": []}");
        take(
                counter(0, 300, s -> s, "__name__", "c", "prometheus_replica", "a"),
                counter(5, 305, s -> s, "__name__", "c", "prometheus_replica", "b"));

        assertThat(of(MetricType.REQUEST_RATE).getLast().value()).isCloseTo(1, within(0.01));
        assertThat(intake.size()).isEqualTo(1);
    }

    @Test
    void another_mapping_begins_anew() {
        use("{\"metric\": \"c\", \"as\": \"rate\", \"type\": \"request_rate\", \"by\": []}");
        take(counter(0, 15, s -> s, "__name__", "c"));
        use("{\"metric\": \"d\", \"as\": \"value\", \"type\": \"cpu_usage\", \"by\": [\"pod\"]}");

        assertThat(take(counter(0, 15, s -> s, "__name__", "c"))).isEqualTo(Map.of(Fate.UNMAPPED, 2));
        take(
                counter(0, 90, _ -> 4, "__name__", "d", "pod", "p", "x", "1"),
                counter(0, 90, _ -> 5, "__name__", "d", "pod", "p"));
        assertThat(of(MetricType.CPU_USAGE, "pod", "p").getLast().value()).isEqualTo(9);
    }

    @Test
    void what_ends_or_is_no_number_or_has_labels_that_are_too_long_is_counted() {
        use("""
            {"metric": "c", "as": "rate", "type": "request_rate"}, {"metric": "v", "type": "cpu_usage"}\
            """);
        String huge = "x".repeat(Series.MAX_VALUE_LENGTH + 1);

        assertThat(take(counter(0, 0, _ -> Double.NaN, "__name__", "c"))).isEqualTo(Map.of(Fate.STALE, 1));
        assertThat(take(counter(0, 0, _ -> STALE, "__name__", "v"))).isEqualTo(Map.of(Fate.STALE, 1));
        assertThat(take(counter(0, 0, _ -> 1, "__name__", "c", "pod", huge))).isEqualTo(Map.of(Fate.INVALID, 1));
        assertThat(take(counter(0, 0, _ -> 1, "__name__", "v", "pod", huge))).isEqualTo(Map.of(Fate.INVALID, 1));
        assertThat(take(counter(-15, -15, _ -> 1, "__name__", "v"))).isEqualTo(Map.of(Fate.INVALID, 1));
        assertThat(take(counter(0, 0, _ -> 1, "__name__", "v"))).isEqualTo(Map.of(Fate.SCORED, 1));
    }
}
