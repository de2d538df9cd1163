/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Made-up graphs of services, of which it is known before whom the delay lies. */
class CallGraphTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Map<String, Set<String>> SHOP = Map.of(
            "front", Set.of("cart", "ads", "search"),
            "mobile", Set.of("cart"),
            "mail", Set.of("ads"),
            "cart", Set.of("redis"));

    /** Half a day of 100 ms, with some noise. */
    private static final MetricHistory PAST = new MetricHistory() {
        @Override
        public double[] before(Series series, Instant start) {
            double[] past = new double[200];
            for (int i = 0; i < past.length; i++) {
                past[i] = (series.type() == MetricType.CPU_USAGE ? 20 : 100) + i % 5;
            }
            return past;
        }

        @Override
        public OptionalDouble at(Series series, Instant minute) {
            return OptionalDouble.empty();
        }
    };

    private static void add(List<MetricSample> samples, MetricType type, String service, double value) {
        for (int minute = 0; minute < 5; minute++) {
            samples.add(new MetricSample(
                    Series.of(type, Map.of("service", service)), value, START.plusSeconds(60L * minute)));
        }
    }

    private static List<MetricSample> latencies(Set<String> services, Set<String> slow) {
        List<MetricSample> samples = new ArrayList<>();
        new TreeSet<>(services)
                .forEach(each -> add(samples, MetricType.RESPONSE_TIME, each, slow.contains(each) ? 900 : 102));
        return samples;
    }

    private static String first(List<MetricSample> samples, Map<String, Set<String>> graph, List<CallMinute> calls) {
        return new FailureDetector(Duration.ofMinutes(5))
                .judge(
                        new Observations(MetricSample.bySeries(samples), List.of(), List.of(), graph, calls),
                        START.plusSeconds(240),
                        PAST,
                        new LogTemplateHistory())
                .suspects()
                .getFirst()
                .service();
    }

    private static final Set<String> ALL = Set.of("front", "mobile", "mail", "cart", "ads", "search");

    @Test
    void a_delay_before_a_service_without_metrics_is_charged_to_it() {
        assertThat(first(latencies(ALL, Set.of("front", "mobile", "cart")), SHOP, List.of()))
                .isEqualTo("redis");
    }

    @Test
    void a_delay_is_charged_to_whom_all_slow_ones_call() {
        assertThat(first(latencies(ALL, Set.of("front", "mobile")), SHOP, List.of()))
                .isEqualTo("cart");
    }

    @Test
    void evidence_of_its_own_outweighs_what_callers_say() {
        List<MetricSample> samples = latencies(ALL, Set.of("front", "mobile", "cart"));
        add(samples, MetricType.CPU_USAGE, "cart", 99);
        assertThat(first(samples, SHOP, List.of())).isEqualTo("cart");
    }

    private static void measured(List<CallMinute> calls, String caller, String callee, boolean slow) {
        for (int minute = -30; minute < 5; minute++) {
            calls.add(new CallMinute(
                    caller,
                    callee,
                    START.plusSeconds(60L * minute),
                    50,
                    0,
                    slow && minute >= 0 ? 800 : 60 + minute % 4));
        }
    }

    @Test
    void a_call_that_was_measured_names_whom_it_is_made_to() {
        List<CallMinute> calls = new ArrayList<>();
        measured(calls, "front", "cart", false);
        measured(calls, "front", "ads", false);
        measured(calls, "front", "search", true);
        assertThat(first(latencies(ALL, Set.of("front")), SHOP, calls)).isEqualTo("search");
    }

    @Test
    void who_is_waited_for_is_delayed_though_nobody_s_own_metrics_say_so() {
        List<CallMinute> calls = new ArrayList<>();
        measured(calls, "front", "cart", false);
        measured(calls, "front", "search", true);
        FailureVerdict verdict = new FailureDetector(Duration.ofMinutes(5))
                .judge(
                        new Observations(
                                MetricSample.bySeries(latencies(ALL, Set.of())), List.of(), List.of(), Map.of(), calls),
                        START.plusSeconds(240),
                        PAST,
                        new LogTemplateHistory());
        assertThat(verdict.likely()).isEqualTo(FailureType.NETWORK_DELAY);
        assertThat(verdict.suspects().getFirst().service()).isEqualTo("search");
    }

    @Test
    void calls_are_told_with_how_much_slower_they_are_those_of_the_culprit_first() {
        List<CallMinute> calls = new ArrayList<>();
        measured(calls, "front", "search", true);
        measured(calls, "ads", "banner", false);
        FailureVerdict verdict = new FailureDetector(Duration.ofMinutes(5))
                .judge(
                        new Observations(
                                MetricSample.bySeries(latencies(ALL, Set.of("front"))),
                                List.of(),
                                List.of(),
                                Map.of("cart", Set.of("redis")),
                                calls),
                        START.plusSeconds(240),
                        PAST,
                        new LogTemplateHistory());

        assertThat(verdict.basis().calls())
                .extracting(CallEdge::caller, CallEdge::callee)
                .containsExactlyInAnyOrder(tuple("ads", "banner"), tuple("cart", "redis"), tuple("front", "search"));
        assertThat(VerdictJson.stored(verdict, "front", List.of("m"), 16_384, json -> json.writeNullField("policy")))
                .containsPattern("\"calls\":\\[\\{\"caller\":\"front\",\"callee\":\"search\",\"deviations\":[1-9]")
                .contains("{\"caller\":\"cart\",\"callee\":\"redis\",\"deviations\":null}");
    }

    /** Services of layers that call some of the next ones; a delay before one makes all slow who wait for it. */
    private static final class Made {
        private final Map<String, Set<String>> graph = new TreeMap<>();
        private final Set<String> all = new TreeSet<>();
        private final Set<String> slow = new HashSet<>();
        private final List<CallMinute> calls = new ArrayList<>();
        private final String culprit;

        private Made(Random random) {
            int size = 8 + random.nextInt(12);
            for (int i = 0; i < size; i++) {
                all.add(name(i));
                for (int callee = i + 1; callee < Math.min(size, i + 6); callee++) {
                    if (random.nextInt(3) == 0) {
                        graph.computeIfAbsent(name(i), _ -> new TreeSet<>()).add(name(callee));
                    }
                }
            }
            List<String> called = graph.values().stream()
                    .flatMap(Set::stream)
                    .distinct()
                    .sorted()
                    .toList();
            culprit = called.get(random.nextInt(called.size()));
            slowDown(culprit);
            graph.forEach((caller, callees) -> callees.forEach(
                    callee -> measured(calls, caller, callee, callee.equals(culprit) || slow.contains(callee))));
        }

        private void slowDown(String delayed) {
            graph.forEach((caller, callees) -> {
                if (callees.contains(delayed) && slow.add(caller)) {
                    slowDown(caller);
                }
            });
        }

        private static String name(int number) {
            return "s%02d".formatted(number);
        }
    }

    private static double rightAtOne(boolean measured) {
        int right = 0;
        int made = 300;
        for (int seed = 0; seed < made; seed++) {
            Made system = new Made(new Random(seed));
            String first = first(latencies(system.all, system.slow), system.graph, measured ? system.calls : List.of());
            right += first.equals(system.culprit) ? 1 : 0;
        }
        return (double) right / made;
    }

    @Test
    void culprits_of_made_up_systems_are_named_where_calls_are_measured_and_often_where_they_are_not() {
        assertThat(rightAtOne(true)).isGreaterThan(0.95);
        assertThat(rightAtOne(false)).isGreaterThan(0.5);
    }

    @Test
    void a_minute_without_calls_is_none() {
        assertThatThrownBy(() -> new CallMinute("a", "b", START, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CallMinute("a", "b", START, 1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CallMinute("a", "b", START, 1, 0, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
