/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * The same request goes to a real Prometheus (its program has to be on the PATH, such as of Debian's package {@code prometheus})
 * and to the intake: rates, ratios and quantiles of counters with resets, gaps, restarts and ends are the same.
 */
class PrometheusRatesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
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

    private static Optional<Process> prometheus = Optional.empty();
    private static String address = "";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<Series, Map<Instant, Double>> CALCULATED = new HashMap<>();
    private static Instant start = Instant.EPOCH;

    /** A series in the making. */
    private record Made(Map<String, String> labels, List<RemoteSeries.Sample> samples) {}

    @BeforeAll
    static void send() throws Exception {
        Optional<Path> program = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                program.isPresent(),
                "There is no prometheus on the PATH to compare with; Debian has it as the package prometheus.");
        run(program.get());
        start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(MINUTES + 2));
        List<Made> made = made(new Random(13));
        List<RemoteSeries> natives = natives(new Random(14));
        post(made, natives);
        MetricIntake intake = new MetricIntake(
                new Holder(MappingReader.read(MAPPING))::mapping, 10_000, Instant::now, System::nanoTime);
        List<RemoteSeries> sent = new ArrayList<>(natives);
        made.forEach(each -> sent.add(new RemoteSeries(each.labels(), each.samples())));
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

    private static void run(Path program) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(data.resolve("prometheus.yml"), "global: {scrape_interval: 1h}\n");
        address = "http://127.0.0.1:" + port;
        Process started = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--web.enable-remote-write-receiver",
                        "--enable-feature=native-histograms")
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("prometheus.log").toFile())
                .start();
        prometheus = Optional.of(started);
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (status("/-/ready") != 200) {
            assertThat(System.nanoTime()).as("Prometheus gets ready").isLessThan(until);
            assertThat(started.waitFor(200, TimeUnit.MILLISECONDS))
                    .as(Files.readString(data.resolve("prometheus.log")))
                    .isFalse();
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (prometheus.isPresent()) {
            prometheus.get().destroy();
            prometheus.get().waitFor(20, TimeUnit.SECONDS);
        }
        CLIENT.close();
    }

    private static int status(String path) throws InterruptedException {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
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

    private static void write(CodedOutputStream out, NativeHistogram histogram) throws IOException {
        out.writeUInt64(1, (long) histogram.count());
        out.writeSInt32(4, histogram.schema());
        out.writeDouble(5, histogram.zeroThreshold());
        out.writeUInt64(6, 0);
        int next = 0;
        long before = 0;
        ByteArrayOutputStream differences = new ByteArrayOutputStream();
        CodedOutputStream packed = CodedOutputStream.newInstance(differences);
        for (int i = 0; i < histogram.positive().size(); i++) {
            int offset = histogram.positive().index(i) - next;
            out.writeByteArray(11, message(span -> {
                span.writeSInt32(1, offset);
                span.writeUInt32(2, 1);
            }));
            next = histogram.positive().index(i) + 1;
            packed.writeSInt64NoTag((long) histogram.positive().count(i) - before);
            before = (long) histogram.positive().count(i);
        }
        packed.flush();
        out.writeByteArray(12, differences.toByteArray());
        out.writeInt64(15, histogram.millis());
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

    private static void post(List<Made> made, List<RemoteSeries> natives) throws Exception {
        byte[] body = Snappy.compress(message(out -> {
            for (Made each : made) {
                out.writeBytes(1, ByteString.copyFrom(message(series -> write(series, each))));
            }
            for (RemoteSeries each : natives) {
                out.writeByteArray(1, message(series -> {
                    write(series, new Made(each.labels(), List.of()));
                    for (NativeHistogram histogram : each.histograms()) {
                        series.writeByteArray(4, message(one -> write(one, histogram)));
                    }
                }));
            }
        }));
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address + "/api/v1/write"))
                        .header("Content-Type", "application/x-protobuf")
                        .header("Content-Encoding", "snappy")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
    }

    private static void write(CodedOutputStream out, Made made) throws IOException {
        for (Map.Entry<String, String> label : new TreeMap<>(made.labels()).entrySet()) {
            out.writeByteArray(1, message(text -> {
                text.writeString(1, label.getKey());
                text.writeString(2, label.getValue());
            }));
        }
        for (RemoteSeries.Sample sample : made.samples()) {
            out.writeByteArray(2, message(point -> {
                point.writeDouble(1, sample.value());
                point.writeInt64(2, sample.millis());
            }));
        }
    }

    /** Writes a message. */
    @FunctionalInterface
    private interface Message {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        message.to(out);
        out.flush();
        return bytes.toByteArray();
    }

    /** What Prometheus calculates for each minute, by pod. */
    private static Map<String, Map<Instant, Double>> queried(String expression) throws Exception {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address + "/api/v1/query_range?step=60&start="
                                + start.getEpochSecond()
                                + "&end="
                                + start.plus(Duration.ofMinutes(MINUTES)).getEpochSecond() + "&query="
                                + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Map<String, Map<Instant, Double>> byPod = new TreeMap<>();
        for (JsonNode series : JSON.readTree(response.body()).path("data").path("result")) {
            Map<Instant, Double> values = new TreeMap<>();
            for (JsonNode value : series.path("values")) {
                double number = value.path(1).asText().equals("NaN")
                        ? Double.NaN
                        : value.path(1).asDouble(Double.NaN);
                values.put(Instant.ofEpochSecond(value.path(0).asLong()), number);
            }
            byPod.put(series.path("metric").path("pod").asText(""), values);
        }
        return byPod;
    }

    /** Minutes that Prometheus knows but whose following samples never came are not calculated here. */
    private static void same(String expression, MetricType type, int least) throws Exception {
        int compared = 0;
        double worst = 0;
        for (Map.Entry<String, Map<Instant, Double>> pod : queried(expression).entrySet()) {
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
