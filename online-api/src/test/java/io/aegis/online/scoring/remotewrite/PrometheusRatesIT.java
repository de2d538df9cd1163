/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same request goes to a real Prometheus (its program has to be on the PATH, such as of Debian's package {@code prometheus})
 * and to the intake: rates, ratios and quantiles of counters with resets, gaps, restarts and ends are the same.
 */
class PrometheusRatesIT {

    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);
    private static final int MINUTES = 40;
    private static final double[] BOUNDS = {0.05, 0.1, 0.25, 0.5, 1, 2.5, Double.POSITIVE_INFINITY};
    private static final String MAPPING = """
        {"presets": [], "rules": [
          {"metric": "requests_total", "as": "rate", "type": "request_rate", "by": ["pod"]},
          {"metric": "requests_total", "match": {"code": "5*"}, "as": "ratio", "over": {"metric": "requests_total"},
           "type": "error_rate", "by": ["pod"]},
          {"metric": "latency_seconds", "as": "quantile", "quantile": 0.9, "type": "response_time", "by": ["pod"]},
          {"metric": "native_seconds", "as": "quantile", "quantile": 0.9, "type": "disk_io", "by": ["pod"]},
          {"metric": "busy_seconds_total", "as": "rate", "type": "cpu_usage", "by": [], "window": 300},
          {"metric": "used_bytes", "as": "ratio", "counters": false, "over": {"metric": "all_bytes"},
           "type": "memory_usage", "by": ["pod"]}]}\
        """;

    @TempDir
    private static Path data;

    private static Optional<RealPrometheus> prometheus = Optional.empty();
    private static final Map<Series, Map<Instant, Double>> CALCULATED = new HashMap<>();
    private static Instant start = Instant.EPOCH;

    /** A series in the making. */
    private record Made(Map<String, String> labels, List<RemoteSeries.Sample> samples) {}

    @BeforeAll
    static void send() throws Exception {
        Optional<Path> program = RealPrometheus.program();
        Assumptions.assumeTrue(
                program.isPresent(),
                "The rates are compared with those of a real Prometheus, and there is no prometheus on the PATH; on Debian: apt-get install prometheus");
        RealPrometheus server = RealPrometheus.start(program.get(), data);
        prometheus = Optional.of(server);
        start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES + 2));
        List<RemoteSeries> sent = new ArrayList<>(natives(new Random(14)));
        made(new Random(13)).forEach(each -> sent.add(new RemoteSeries(each.labels(), each.samples())));
        server.send(sent);
        MetricIntake intake = new MetricIntake(
                new Holder(MappingReader.read(MAPPING))::mapping, 10_000, Instant::now, System::nanoTime);
        MetricIntake.Taken taken = intake.take(sent);
        taken.samples().forEach((series, values) -> {
            Map<Instant, Double> byTime = new TreeMap<>();
            for (Measurement value : values) {
                byTime.put(value.time(), value.value());
            }
            CALCULATED.put(series, byTime);
        });
    }

    private record Holder(MetricMapping mapping) {}

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus.isPresent()) {
            prometheus.get().close();
        }
    }

    /** Counters of five pods that are scraped every 15 seconds or so, each with a fate of its own. */
    private static List<Made> made(Random random) {
        List<Made> all = new ArrayList<>();
        for (int pod = 0; pod < 5; pod++) {
            long offset = 1L + random.nextInt(14_000);
            int resetsAt = pod == 1 ? 17 : pod == 2 ? 9 : -1;
            int from = pod == 3 ? 12 : 0;
            int until = pod == 4 ? 25 : MINUTES;
            double[] counts = new double[3 + BOUNDS.length];
            List<Made> mine = new ArrayList<>();
            String name = "p" + pod;
            mine.add(new Made(Map.of("__name__", "requests_total", "code", "200", "pod", name), new ArrayList<>()));
            mine.add(new Made(Map.of("__name__", "requests_total", "code", "503", "pod", name), new ArrayList<>()));
            mine.add(new Made(Map.of("__name__", "busy_seconds_total", "pod", name), new ArrayList<>()));
            for (double bound : BOUNDS) {
                String le = Double.isInfinite(bound) ? "+Inf" : Double.toString(bound);
                mine.add(new Made(
                        Map.of("__name__", "latency_seconds_bucket", "le", le, "pod", name), new ArrayList<>()));
            }
            Made used = new Made(Map.of("__name__", "used_bytes", "pod", name), new ArrayList<>());
            Made whole = new Made(Map.of("__name__", "all_bytes", "pod", name), new ArrayList<>());
            for (int scrape = 4 * from; scrape < 4 * until; scrape++) {
                long millis = start.toEpochMilli() + 15_000L * scrape + offset + random.nextInt(40);
                if (scrape == 4 * resetsAt) {
                    Arrays.fill(counts, 0);
                }
                grow(counts, random);
                boolean missed = (pod == 2 && scrape % 60 > 50) || random.nextInt(25) == 0;
                if (missed) {
                    continue;
                }
                for (int i = 0; i < mine.size(); i++) {
                    mine.get(i).samples().add(new RemoteSeries.Sample(millis, counts[i]));
                }
                used.samples().add(new RemoteSeries.Sample(millis, 1e8 * random.nextDouble()));
                whole.samples().add(new RemoteSeries.Sample(millis, 2e8));
            }
            mine.add(used);
            mine.add(whole);
            if (pod == 4) {
                long end = start.toEpochMilli() + 60_000L * until + offset;
                mine.forEach(each -> each.samples().add(new RemoteSeries.Sample(end, STALE)));
            }
            all.addAll(mine);
        }
        return all;
    }

    /** Native histograms whose buckets are 1 % wide, as Prometheus 2 and 3 differ in where they look within one. */
    private static List<RemoteSeries> natives(Random random) {
        List<RemoteSeries> all = new ArrayList<>();
        for (int pod = 0; pod < 2; pod++) {
            TreeMap<Integer, Double> counts = new TreeMap<>();
            List<NativeHistogram> scrapes = new ArrayList<>();
            for (int scrape = 0; scrape < 4 * MINUTES; scrape++) {
                if (scrape == 70 && pod == 1) {
                    counts.clear();
                }
                for (int i = 0; i < 411; i++) {
                    double latency = 0.1 + 0.3 * random.nextDouble();
                    counts.merge((int) Math.ceil(Math.log(latency) / Math.log(2) * 64), 1.0, Double::sum);
                }
                scrapes.add(new NativeHistogram(
                        start.toEpochMilli() + 15_000L * scrape + 2_000 + random.nextInt(40),
                        6,
                        counts.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum(),
                        0.001,
                        0,
                        BucketCounts.of(
                                counts.keySet().stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray(),
                                counts.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray()),
                        BucketCounts.NONE,
                        List.of(),
                        false,
                        false));
            }
            all.add(new RemoteSeries(Map.of("__name__", "native_seconds", "pod", "n" + pod), List.of(), scrapes));
        }
        return all;
    }

    private static void grow(double[] counts, Random random) {
        for (int request = random.nextInt(200); request > 0; request--) {
            counts[random.nextInt(10) == 0 ? 1 : 0]++;
            counts[2] += random.nextDouble() / 10;
            double latency = -Math.log(1 - random.nextDouble()) / 4;
            for (int i = 0; i < BOUNDS.length; i++) {
                counts[3 + i] += latency <= BOUNDS[i] ? 1 : 0;
            }
        }
    }

    /** Minutes that Prometheus knows but whose following samples never came are not calculated here. */
    private static void same(String expression, MetricType type, int least) throws Exception {
        int compared = 0;
        double worst = 0;
        Map<String, Map<Instant, Double>> theirsByPod =
                prometheus.orElseThrow().query(expression, start, start.plus(Duration.ofMinutes(MINUTES)));
        for (Map.Entry<String, Map<Instant, Double>> pod : theirsByPod.entrySet()) {
            Series series = Series.of(type, pod.getKey().isEmpty() ? Map.of() : Map.of("pod", pod.getKey()));
            Map<Instant, Double> ours = CALCULATED.getOrDefault(series, Map.of());
            Instant last = ours.keySet().stream().max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
            for (Map.Entry<Instant, Double> theirs : pod.getValue().entrySet()) {
                if (Double.isNaN(theirs.getValue()) || theirs.getKey().isAfter(last)) {
                    continue;
                }
                String what = expression + " of " + pod.getKey() + " at " + theirs.getKey();
                assertThat(ours).as(what).containsKey(theirs.getKey());
                double value = ours.getOrDefault(theirs.getKey(), Double.NaN);
                assertThat(value).as(what).isCloseTo(theirs.getValue(), within(0.01 * theirs.getValue() + 1e-9));
                worst = Math.max(worst, Math.abs(value - theirs.getValue()) / Math.max(1e-9, theirs.getValue()));
                compared++;
            }
        }
        System.out.printf("%s: %d values, worst %.2g%n", expression, compared, worst);
        assertThat(compared).isGreaterThan(least);
    }

    @Test
    void rates_are_those_of_prometheus() throws Exception {
        same("sum by (pod) (rate(requests_total[2m]))", MetricType.REQUEST_RATE, 120);
        same("sum(rate(busy_seconds_total[5m]))", MetricType.CPU_USAGE, 30);
    }

    @Test
    void ratios_are_those_of_prometheus() throws Exception {
        same(
                "sum by (pod) (rate(requests_total{code=~\"5..\"}[2m])) / sum by (pod) (rate(requests_total[2m]))",
                MetricType.ERROR_RATE,
                120);
        same("sum by (pod) (used_bytes) / sum by (pod) (all_bytes)", MetricType.MEMORY_USAGE, 120);
    }

    @Test
    void quantiles_are_those_of_prometheus() throws Exception {
        same(
                "histogram_quantile(0.9, sum by (pod, le) (rate(latency_seconds_bucket[2m])))",
                MetricType.RESPONSE_TIME,
                120);
        same("histogram_quantile(0.9, sum by (pod) (rate(native_seconds[2m])))", MetricType.DISK_IO, 60);
    }
}
