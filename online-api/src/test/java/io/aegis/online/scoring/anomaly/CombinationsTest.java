/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.alert.AlertDecision;
import io.aegis.monitoring.alert.AlertReason;
import io.aegis.monitoring.anomaly.Band;
import io.aegis.monitoring.anomaly.Calibration;
import io.aegis.monitoring.anomaly.Reason;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.View;
import io.aegis.monitoring.model.ServiceForest;
import io.aegis.online.scoring.anomaly.Combinations.Together;
import io.aegis.online.scoring.memory.HistoryStatus;
import io.aegis.online.scoring.memory.SeriesVerdicts;
import io.aegis.online.scoring.models.ActiveModels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service whose processor and response time follow its requests. */
class CombinationsTest {

    private static final double THRESHOLD = 0.85;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Series CPU = of(MetricType.CPU_USAGE, "shop");
    private static final Series RATE = of(MetricType.REQUEST_RATE, "shop");
    private static final Series TIME = of(MetricType.RESPONSE_TIME, "shop");

    /** Strong by itself, yet not strange: its score is about a half. */
    private static final double STRONG = 0.8;

    private static final SeriesVerdicts NOTHING =
            new SeriesVerdicts(List.of(), List.of(), Optional.empty(), 0, HistoryStatus.NEW, Optional.empty());

    private static ServiceForest forest;

    private final Combinations combinations = new Combinations(
            service -> service.equals("shop")
                    ? Optional.of(new ActiveModels.OfService(forest, "anomaly-weka v1"))
                    : Optional.empty(),
            THRESHOLD);

    @BeforeAll
    static void learn() {
        Random random = new Random(3);
        forest = ServiceForest.train(
                List.of(CPU, RATE, TIME),
                IntStream.range(0, 2_000)
                        .mapToObj(i -> {
                            double rate = 50 + 40 * Math.sin(i / 20.0);
                            return new double[] {
                                rate / 2 + random.nextGaussian(), rate, rate / 10 + random.nextGaussian()
                            };
                        })
                        .toList());
    }

    private static Series of(MetricType type, String service) {
        return Series.of(type, Map.of("service", service));
    }

    private static Measurement sample(double minute, double value) {
        return new Measurement(START.plusMillis((long) (minute * 60_000)), value);
    }

    private static final AlertDecision QUIET = new AlertDecision(AlertReason.ORDINARY, false, 0, 1, START);

    private static Verdict verdict(double strength, SampleOrder sampleOrder) {
        double score = Calibration.score(strength);
        return new Verdict(score, score, strength, new Band(1, 0, 2), new Reason(View.VALUE, 1, 1), 1, sampleOrder);
    }

    /** Samples of several series with what each says of its own. */
    private static final class Request {
        private final Map<Series, List<Measurement>> samples = new LinkedHashMap<>();
        private final Map<Series, SeriesVerdicts> verdicts = new LinkedHashMap<>();

        Request with(Series series, Measurement sample, double strength, SampleOrder sampleOrder) {
            samples.computeIfAbsent(series, _ -> new ArrayList<>()).add(sample);
            List<Verdict> all = new ArrayList<>(Optional.ofNullable(verdicts.get(series))
                    .map(SeriesVerdicts::verdicts)
                    .orElse(List.of()));
            all.add(verdict(strength, sampleOrder));
            verdicts.put(
                    series,
                    new SeriesVerdicts(
                            all,
                            Collections.nCopies(all.size(), QUIET),
                            Optional.empty(),
                            100,
                            HistoryStatus.NEW,
                            Optional.empty()));
            return this;
        }

        Request with(Series series, Measurement sample, double strength) {
            return with(series, sample, strength, SampleOrder.NEW);
        }
    }

    private Together judge(Request request) {
        return combinations.judge(request.samples, request.verdicts);
    }

    private static Request usual(double minute) {
        return new Request()
                .with(CPU, sample(minute, 25), 0.5)
                .with(RATE, sample(minute, 50), 0.5)
                .with(TIME, sample(minute, 5), 0.5);
    }

    /** Many requests, an idle processor: impossible together. */
    private static Request strange(double minute) {
        return new Request()
                .with(CPU, sample(minute, 5), STRONG)
                .with(RATE, sample(minute, 90), STRONG + 0.01)
                .with(TIME, sample(minute, 1), STRONG);
    }

    private static Verdict of(Together together, Series series) {
        return Optional.ofNullable(together.verdicts().get(series))
                .orElseThrow()
                .verdicts()
                .getFirst();
    }

    @Test
    void a_strange_combination_raises_its_strongest_sample_once_for_an_episode() {
        assertThat(judge(usual(0)).combinations()).first().satisfies(told -> {
            assertThat(told.begins()).isFalse();
            assertThat(told.score()).isLessThan(0.5);
            assertThat(told.series()).isEqualTo(3);
        });

        Together first = judge(strange(1));
        assertThat(first.combinations()).first().satisfies(told -> {
            assertThat(told.begins()).isTrue();
            assertThat(told.model()).isEqualTo("anomaly-weka v1");
        });
        assertThat(of(first, RATE).score())
                .isGreaterThanOrEqualTo(THRESHOLD)
                .isEqualTo(first.combinations().getFirst().score())
                .isEqualTo(of(first, RATE).rawScore());
        assertThat(of(first, RATE).reason().text()).startsWith("combination of the service's series is ");
        assertThat(of(first, CPU)).isEqualTo(verdict(STRONG, SampleOrder.NEW));

        Together second = judge(strange(2));
        assertThat(second.combinations().getFirst().begins()).isFalse();
        assertThat(of(second, RATE).ongoing(THRESHOLD)).isTrue();
        assertThat(of(second, RATE).score()).isLessThan(THRESHOLD);

        judge(usual(3));
        judge(usual(7));
        assertThat(judge(strange(8)).combinations().getFirst().begins())
                .as("five minutes of quiet end an episode")
                .isTrue();
    }

    @Test
    void series_that_come_one_by_one_make_the_same_combination() {
        judge(new Request().with(RATE, sample(0, 50), 0.5));
        judge(new Request().with(CPU, sample(0.1, 25), 0.5));
        Together complete = judge(new Request().with(TIME, sample(0.2, 5), 0.5));
        assertThat(complete.combinations()).first().satisfies(told -> {
            assertThat(told.series()).isEqualTo(3);
            assertThat(told.score()).isLessThan(0.5);
        });
        judge(new Request().with(RATE, sample(1, 90), STRONG + 0.01));
        judge(new Request().with(CPU, sample(1.1, 5), STRONG));
        Together last = judge(new Request().with(TIME, sample(1.2, 1), STRONG));
        assertThat(last.combinations().getFirst().score())
                .isGreaterThanOrEqualTo(THRESHOLD)
                .isEqualTo(judge(strange(2)).combinations().getFirst().score());
    }

    @Test
    void a_moment_of_fewer_than_half_the_series_is_not_judged_nor_with_values_of_long_ago() {
        assertThat(judge(new Request().with(RATE, sample(0, 1e9), 1.05))
                        .combinations()
                        .getFirst()
                        .score())
                .isZero();
        assertThat(judge(new Request().with(CPU, sample(5, 1e9), 1.05))
                        .combinations()
                        .getFirst()
                        .score())
                .isZero();
    }

    @Test
    void a_sample_sent_again_gets_its_verdict_again_and_a_late_one_none() {
        judge(usual(0));
        Together first = judge(strange(1));
        judge(strange(2));
        Together again = judge(new Request().with(RATE, sample(1, 90), STRONG + 0.01, SampleOrder.DUPLICATE));
        assertThat(of(again, RATE).score()).isEqualTo(of(first, RATE).score());
        assertThat(of(again, RATE).reason()).isEqualTo(of(first, RATE).reason());
        Together late = judge(new Request().with(RATE, sample(0.5, 90), STRONG, SampleOrder.LATE));
        assertThat(of(late, RATE)).isEqualTo(verdict(STRONG, SampleOrder.LATE));
    }

    @Test
    void what_comes_later_in_a_request_changes_nothing_of_what_came_before_nor_does_its_order() {
        Random random = new Random();
        long seed = random.nextLong();
        random.setSeed(seed);
        List<Map.Entry<Series, Measurement>> day = new ArrayList<>();
        for (int minute = 0; minute < 60; minute++) {
            boolean odd = random.nextInt(8) == 0;
            day.add(Map.entry(CPU, sample(minute, odd ? 5 : 25)));
            day.add(Map.entry(RATE, sample(minute, odd ? 90 : 50)));
            day.add(Map.entry(TIME, sample(minute, odd ? 1 : 5)));
        }
        List<Double> whole = scores(day, day);
        List<Map.Entry<Series, Measurement>> half = day.subList(0, 90);
        assertThat(whole.subList(0, 90)).as("seed %d", seed).isEqualTo(scores(half, half));
        List<Map.Entry<Series, Measurement>> mixed = new ArrayList<>(day);
        Collections.shuffle(mixed, random);
        assertThat(scores(mixed, day)).as("seed %d", seed).isEqualTo(whole);
        assertThat(whole).as("seed %d", seed).anyMatch(score -> score >= THRESHOLD);
    }

    /** Scores of a request with these samples, in an order of their own. */
    private static List<Double> scores(
            List<Map.Entry<Series, Measurement>> sent, List<Map.Entry<Series, Measurement>> order) {
        Request request = new Request();
        sent.forEach(each -> request.with(each.getKey(), each.getValue(), STRONG));
        Combinations fresh =
                new Combinations(_ -> Optional.of(new ActiveModels.OfService(forest, "anomaly-weka v1")), THRESHOLD);
        Map<Series, SeriesVerdicts> said =
                fresh.judge(request.samples, request.verdicts).verdicts();
        Map<SeriesSample, Double> scores = new HashMap<>();
        request.samples.forEach((series, samples) -> {
            List<Verdict> verdicts = said.getOrDefault(series, NOTHING).verdicts();
            for (int place = 0; place < verdicts.size(); place++) {
                scores.put(
                        new SeriesSample(series, samples.get(place)),
                        verdicts.get(place).score());
            }
        });
        return order.stream()
                .map(each -> scores.getOrDefault(new SeriesSample(each.getKey(), each.getValue()), Double.NaN))
                .toList();
    }

    @Test
    void services_without_a_model_are_left_alone() {
        Request request = new Request().with(of(MetricType.CPU_USAGE, "other"), sample(0, 1e9), STRONG);
        Together together = judge(request);
        assertThat(together.combinations()).isEmpty();
        assertThat(together.verdicts()).isEqualTo(request.verdicts);
    }

    @Test
    void of_many_at_once_one_begins_the_episode() throws Exception {
        judge(usual(0));
        List<Callable<Together>> crowd = IntStream.range(0, 64)
                .<Callable<Together>>mapToObj(i -> () -> judge(strange(1 + i / 100.0)))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            long begun = 0;
            for (var answer : threads.invokeAll(crowd)) {
                begun += answer.get().combinations().getFirst().begins() ? 1 : 0;
            }
            assertThat(begun).isEqualTo(1);
        }
    }
}
