/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import static io.aegis.online.scoring.otlp.OtlpMessages.attribute;
import static io.aegis.online.scoring.otlp.OtlpMessages.exponential;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sends what was added gets the same verdicts as who sends all there is. */
class DeltaTemporalityTest {

    private static final int DELTA = 1;
    private static final int CUMULATIVE = 2;
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final byte[] CART = resource("service.name", "cart", "k8s.namespace.name", "shop");
    private static final double[] BOUNDS = {0.1, 0.5, 1};

    @TempDir
    private Path folder;

    /** What became of all that one sender sent. */
    private static final class Received {
        private final PointIntake intake;
        private final Map<MetricType, SortedMap<Instant, Double>> values = new HashMap<>();

        private Received(Optional<Path> mapping) {
            this.intake = new PointIntake(
                    new SampleDerivation(new LastReadings(100_000)),
                    new MappedValues(new MappedMetrics(
                            MappingFile.load(mapping), 1_000, new Telemetry(), () -> NOON, Ticker.system())),
                    new SimpleMeterRegistry());
        }

        private void take(byte[]... metrics) {
            try {
                Map<Series, List<Measurement>> samples = intake.take(
                                MetricsRequest.read(new ProtobufCursor(metrics(CART, metrics))))
                        .samples();
                samples.forEach((series, some) -> {
                    assertThat(series.service()).contains("shop/cart");
                    some.forEach(each -> values.computeIfAbsent(series.type(), _ -> new TreeMap<>())
                            .put(each.time(), each.value()));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private SortedMap<Instant, Double> of(MetricType type) {
            return values.getOrDefault(type, new TreeMap<>());
        }

        private SortedMap<Instant, Double> of(MetricType type, Instant from, Instant until) {
            return of(type).subMap(from, until);
        }
    }

    private static byte[] status(String code) {
        return attribute("http.response.status_code", code);
    }

    /** What an SDK of that temporality sends at the end of each half minute; deltas of nothing it leaves out. */
    private static byte[][] sent(int temporality, int moment, long[][] added, long[][] total) {
        Instant time = NOON.plusSeconds(30L * moment);
        Instant started = temporality == DELTA ? time.minusSeconds(30) : NOON;
        List<byte[]> points = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long[] counts = temporality == DELTA ? added[i] : total[i];
            if (temporality == CUMULATIVE || Arrays.stream(counts).sum() > 0) {
                points.add(histogram(started, time, BOUNDS, counts, status(i == 0 ? "200" : "503")));
            }
        }
        byte[] cpu = metric("jvm.cpu.recent_utilization", "1", 5, 0, number(time, time, 0.5));
        return points.isEmpty()
                ? new byte[][] {cpu}
                : new byte[][] {
                    metric("http.server.request.duration", "s", 9, temporality, points.toArray(new byte[0][])), cpu
                };
    }

    @Property(tries = 200)
    void http_servers_are_judged_alike(
            @ForAll @Size(min = 3, max = 12) List<@Size(8) List<@IntRange(max = 3) Integer>> moments) {
        Received deltas = new Received(Optional.empty());
        Received cumulative = new Received(Optional.empty());
        long[][] total = new long[2][BOUNDS.length + 1];
        // Without a first request nobody would know of the metric; one without traffic is at rest in every second
        // moment.
        for (int moment = 1; moment <= moments.size() + 1; moment++) {
            long[][] added = new long[2][BOUNDS.length + 1];
            List<Integer> counts = moment == 1 ? List.of(1, 1, 1, 1, 1, 1, 1, 1) : moments.get(moment - 2);
            for (int i = 0; i < counts.size(); i++) {
                added[i / 4][i % 4] = moment % 3 == 0 ? 0 : counts.get(i);
                total[i / 4][i % 4] += added[i / 4][i % 4];
            }
            deltas.take(sent(DELTA, moment, added, total));
            cumulative.take(sent(CUMULATIVE, moment, added, total));
        }

        Instant second = NOON.plusSeconds(60);
        Instant last = NOON.plusSeconds(30L * (moments.size() + 1));
        for (MetricType type : List.of(MetricType.REQUEST_RATE, MetricType.ERROR_RATE, MetricType.RESPONSE_TIME)) {
            assertThat(deltas.of(type, second, last)).as(type.name()).isEqualTo(cumulative.of(type, second, last));
        }
    }

    @Test
    void a_server_without_requests_is_idle_and_not_silent() {
        Received received = new Received(Optional.empty());
        long[][] some = {{0, 30, 0, 0}, {0, 0, 0, 0}};
        long[][] none = new long[2][4];
        for (int moment = 1; moment <= 6; moment++) {
            received.take(sent(DELTA, moment, moment == 1 ? some : none, none));
        }

        SortedMap<Instant, Double> rates = received.of(MetricType.REQUEST_RATE);
        assertThat(rates.values()).containsExactly(1.0, 0.0, 0.0, 0.0, 0.0);
        assertThat(rates.lastKey()).isEqualTo(NOON.plusSeconds(150));
        // It stopped for a while, and may be another program since.
        received.take(sent(DELTA, 60, none, none));
        received.take(sent(DELTA, 61, none, none));
        assertThat(received.of(MetricType.REQUEST_RATE)).hasSize(5);
    }

    @Test
    void what_a_collector_sends_in_two_requests_is_not_idle() {
        Received received = new Received(Optional.empty());
        long[][] some = {{0, 30, 0, 0}, {0, 0, 0, 0}};
        for (int moment = 1; moment <= 5; moment++) {
            byte[][] metrics = sent(DELTA, moment, some, some);
            received.take(metrics[1]);
            received.take(metrics[0]);
        }

        assertThat(received.of(MetricType.REQUEST_RATE).values())
                .containsOnly(1.0)
                .hasSize(5);
    }

    @Test
    void rules_make_the_same_of_counters_and_histograms_of_both_kinds() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.json"), """
                {"presets": [], "rules": [
                  {"metric": "orders_total", "as": "rate", "type": "request_rate"},
                  {"metric": "shop_checkout_seconds", "as": "quantile", "quantile": 0.99, "type": "response_time", "scale": 1000},
                  {"metric": "stock_lookup_seconds", "as": "quantile", "quantile": 0.5, "type": "disk_io"},
                  {"metric": "stock_lookup_seconds_sum", "as": "ratio", "over": {"metric": "stock_lookup_seconds_count"},
                   "type": "error_rate", "by": ["namespace", "service"]}]}""");
        Received deltas = new Received(Optional.of(rules));
        Received cumulative = new Received(Optional.of(rules));
        for (int moment = 1; moment <= 40; moment++) {
            // Nothing was added in the middle, so that there is no delta.
            if (moment % 10 != 5) {
                deltas.take(shop(DELTA, moment));
            }
            cumulative.take(shop(CUMULATIVE, moment));
        }

        for (MetricType type :
                List.of(MetricType.REQUEST_RATE, MetricType.RESPONSE_TIME, MetricType.DISK_IO, MetricType.ERROR_RATE)) {
            SortedMap<Instant, Double> expected = cumulative.of(type).tailMap(NOON.plusSeconds(180));
            SortedMap<Instant, Double> made = deltas.of(type).tailMap(NOON.plusSeconds(180));
            assertThat(expected).as(type.name()).hasSizeGreaterThan(4);
            assertThat(made.keySet()).as(type.name()).isEqualTo(expected.keySet());
            expected.forEach((time, value) -> assertThat(made.getOrDefault(time, Double.NaN))
                    .as(type + " at " + time)
                    .isCloseTo(value, within(Math.abs(value) * 0.02)));
        }
        assertThat(cumulative.of(MetricType.RESPONSE_TIME).lastEntry().getValue())
                .isBetween(500.0, 1_000.0);
        assertThat(cumulative.of(MetricType.ERROR_RATE).lastEntry().getValue()).isCloseTo(0.25, within(1e-9));
    }

    /** How often something was added until then. */
    private static int times(int moment) {
        return moment - (moment + 5) / 10;
    }

    private static byte[][] shop(int temporality, int moment) {
        Instant time = NOON.plusSeconds(15L * moment);
        Instant started = temporality == DELTA ? time.minusSeconds(15) : NOON;
        long factor = temporality == DELTA ? 1 : times(moment);
        long[] checkouts = {5 * factor, 3 * factor, 2 * factor, 0};
        long[] lookups = {2 * factor, factor, factor};
        return new byte[][] {
            metric("orders", "", 7, temporality, number(started, time, 30.0 * factor)),
            metric("shop.checkout", "s", 9, temporality, histogram(started, time, BOUNDS, checkouts)),
            metric("stock.lookup", "s", 10, temporality, exponential(started, time, 10, -2048, lookups, 1.0 * factor))
        };
    }

    @Test
    void names_that_no_rule_wants_cost_nothing_and_changes_of_levels_say_nothing() {
        Received received = new Received(Optional.empty());
        received.take(
                metric("db.client.operation.duration", "s", 9, DELTA, histogram(NOON, NOON, BOUNDS, new long[4])),
                metric("system.memory.usage", "By", 7, DELTA, number(NOON, NOON.plusSeconds(1), 5)));

        assertThat(received.values).isEmpty();
    }
}
