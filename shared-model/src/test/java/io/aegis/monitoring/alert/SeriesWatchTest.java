/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesWatchTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int DAY = 1_440;

    /** A Monday, midnight. */
    private Instant now = Instant.ofEpochSecond(1_768_176_000L);

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({
        "ERROR_RATE, 0, 0.00001, 0.45",
        "RESPONSE_TIME, 100, 100.5, 2000",
        "CPU_USAGE, 3, 3.1, 95",
        "CPU_USAGE, 0, 0.5, 60",
        "MEMORY_USAGE, 63.2, 63.3, 97",
        "REQUEST_RATE, 0, 0.02, 200",
        "DISK_IO, 0, 0.01, 80"
    })
    void a_blip_of_a_flat_series_is_nothing_and_hides_no_outage(
            MetricType type, double usual, double blip, double outage) {
        for (int quiet : new int[] {1, 7, 20, 40}) {
            SeriesWatch watch = watch(type);
            List<Assessment> before = feed(watch, MINUTE, 600, _ -> usual);
            before.addAll(feed(watch, MINUTE, 1, _ -> blip));
            before.addAll(feed(watch, MINUTE, quiet, _ -> usual));
            assertThat(before)
                    .noneMatch(each -> each.alert().alert()
                            || each.alert().anomaly(each.verdict().score(), AlertState.HIGH));
            assertThat(feed(watch, MINUTE, 2, _ -> outage).getLast().alert().alert())
                    .isTrue();
        }
    }

    /** The detector gets used to what comes every two seconds before that has lasted long enough to alert. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10, 15, 30, 60})
    void an_outage_is_as_severe_however_fast_its_samples_come(int seconds) {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        feed(watch, MINUTE, 240, _ -> 40 + 1.5 * random.nextGaussian());
        feed(watch, Duration.ofSeconds(seconds), 2, _ -> 40 + 1.5 * random.nextGaussian());
        Assessment told = feed(watch, Duration.ofSeconds(seconds), 60, _ -> 97).stream()
                .filter(each -> each.alert().begins())
                .findFirst()
                .orElseThrow();
        assertThat(told.alert().severity()).isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 40})
    void an_outage_as_rare_as_the_blip_that_was_told_before_it_has_its_full_score(int quiet) {
        SeriesWatch watch = watch(MetricType.REQUEST_RATE);
        feed(watch, MINUTE, 600, _ -> 100 + random.nextGaussian());
        assertThat(feed(watch, MINUTE, 1, _ -> 125).getFirst().verdict().score())
                .isGreaterThan(AlertState.HIGH);
        feed(watch, MINUTE, quiet, _ -> 100 + random.nextGaussian());
        assertThat(feed(watch, MINUTE, 1, _ -> 0).getFirst().verdict().score()).isGreaterThan(AlertState.HIGH);
    }

    /** The first samples of a half hour in which there was never one are no measure of what is usual in it. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 7})
    void a_spike_is_not_what_is_expected_after_it_wherever_in_a_half_hour_it_comes(int shift) {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        IntToDoubleFunction wave = i -> 30 + 5 * Math.sin(i / 20.0) + random.nextGaussian();
        feed(watch, MINUTE, 210 + shift, wave); // The half hour begins with the 211th.
        feed(watch, MINUTE, 3, _ -> 80 + random.nextGaussian());
        List<Assessment> after = feed(watch, MINUTE, 60, wave);
        assertThat(after)
                .allSatisfy(each -> assertThat(each.verdict().band().expected()).isBetween(20.0, 50.0));
        assertThat(after.subList(15, 60)).noneMatch(each -> each.alert().alert());
        assertThat(feed(watch, MINUTE, 2, _ -> 80).getLast().alert().effect()).isGreaterThan(40);
    }

    @Test
    void what_is_sent_again_has_the_decision_that_it_had_or_none() {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        feed(watch, MINUTE, 200, _ -> 20 + random.nextDouble());
        Instant begin = now;
        List<Double> values = random.doubles(45, 90, 91).boxed().toList();
        List<Assessment> first = feed(watch, MINUTE, 45, values::get);
        int remembered = 0;
        for (int i = 0; i < 45; i++) {
            Instant time = begin.plus(MINUTE.multipliedBy(i));
            Optional<Assessment> again = watch.recall(time, values.get(i));
            if (again.isPresent()) {
                assertThat(again.get().alert())
                        .as("sample %d of 45", i)
                        .isEqualTo(first.get(i).alert());
                remembered++;
            }
        }
        assertThat(remembered).isEqualTo(32);
    }

    @Test
    void severity_holds_and_the_episode_goes_on_while_the_detector_gets_used_to_the_outage() {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        feed(watch, Duration.ofSeconds(15), 100, _ -> 20 + random.nextDouble());
        List<Assessment> outage = feed(watch, Duration.ofSeconds(15), 12, _ -> 90 + random.nextDouble());
        int begin = IntStream.range(0, 12)
                .filter(i -> outage.get(i).alert().begins())
                .findFirst()
                .orElseThrow();
        assertThat(begin).isLessThan(2);
        Severity worst = outage.get(begin).alert().severity();
        assertThat(worst).isGreaterThanOrEqualTo(Severity.HIGH);
        assertThat(outage.getLast().verdict().rawScore()).isLessThan(Severity.MEDIUM.least());
        assertThat(outage.subList(begin + 1, 12)).allSatisfy(each -> {
            assertThat(each.alert().alert()).isTrue();
            assertThat(each.alert().severity()).isGreaterThanOrEqualTo(worst);
            assertThat(each.alert().ongoing(each.verdict(), AlertState.HIGH)).isTrue();
        });
    }

    /** The first is rare and below the least effect of 2.5 %, the next not 1.75 times as strong. */
    @Test
    void an_anomaly_that_begins_too_small_to_tell_is_told_when_it_has_grown() {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        feed(watch, MINUTE, 600, _ -> 50 + 0.25 * random.nextGaussian());
        List<Assessment> growing = feed(watch, MINUTE, 5, i -> 51.1 + 1.1 * i);
        Assessment first = growing.getFirst();
        assertThat(first.verdict().score()).isGreaterThan(AlertState.HIGH);
        assertThat(first.alert().notable()).isFalse();
        assertThat(growing.get(1).verdict().strength())
                .isLessThan(1.7 * first.verdict().strength());
        assertThat(growing)
                .filteredOn(each -> each.alert().anomaly(each.verdict().score(), AlertState.HIGH))
                .containsExactly(growing.get(1));
    }

    @ParameterizedTest
    @CsvSource({"0.85, 0", "0.98, 1"})
    void what_does_not_reach_the_threshold_keeps_nothing_silent(double threshold, int told) {
        SeriesWatch watch = new SeriesWatch(
                MetricType.CPU_USAGE, Windows.service(), LeastEffect.of(MetricType.CPU_USAGE), threshold);
        feed(watch, MINUTE, 600, _ -> 50 + 0.35 * random.nextGaussian());
        List<Assessment> growing = feed(watch, MINUTE, 5, i -> 51.4 + 0.8 * i);
        List<Integer> anomalies = IntStream.range(0, growing.size())
                .filter(i ->
                        growing.get(i).alert().anomaly(growing.get(i).verdict().score(), threshold))
                .boxed()
                .toList();
        assertThat(anomalies).containsExactly(told);
    }

    @Test
    void the_largest_numbers_that_are_sent_again_are_as_far_off_as_can_be_told() {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            times.add(now);
            watch.judge(now, i == 1 ? Double.MAX_VALUE : -Double.MAX_VALUE);
            now = now.plus(MINUTE);
        }
        // Its decision is forgotten by then, not its verdict.
        assertThat(watch.recall(times.get(1), Double.MAX_VALUE))
                .hasValueSatisfying(again -> assertThat(again.alert().text()).contains("E+300 off"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1e6", "5, 1e6", "30, 1e6", "5, 1e308", "30, -1e308", "300, 1e308"})
    void after_a_wild_sample_an_outage_is_news(int quiet, double wild) {
        SeriesWatch watch = watch(MetricType.REQUEST_RATE);
        feed(watch, MINUTE, 200, _ -> 50 + 2 * random.nextGaussian());
        Assessment found = watch.judge(now, wild);
        assertThat(found.alert().begins()).isTrue();
        assertThat(found.alert().effect()).isFinite().isGreaterThan(9e5);
        assertThat(found.alert().text()).hasSizeLessThan(80);
        now = now.plus(MINUTE);
        feed(watch, MINUTE, quiet, _ -> 50 + 2 * random.nextGaussian());
        assertThat(feed(watch, MINUTE, 2, _ -> 90))
                .anyMatch(each -> each.alert().begins());
    }

    @Test
    void several_wild_samples_are_one_alert() {
        SeriesWatch watch = watch(MetricType.REQUEST_RATE);
        feed(watch, MINUTE, 200, _ -> 50 + 2 * random.nextGaussian());
        assertThat(feed(watch, MINUTE, 30, _ -> 1e6 + random.nextGaussian()))
                .filteredOn(each -> each.alert().begins())
                .hasSize(1);
    }

    @Test
    void what_is_rare_and_small_is_told_with_its_numbers() {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        feed(watch, MINUTE, 600, _ -> 40);
        Assessment small = watch.judge(now, 40.9);
        assertThat(small.verdict().rawScore()).isGreaterThan(AlertState.EXTREME);
        assertThat(small.alert().reason()).isEqualTo(AlertReason.BELOW_LEAST_EFFECT);
        assertThat(small.alert().text()).isEqualTo("0.9 off, below 1: no anomaly");
        assertThat(small.alert().anomaly(1, AlertState.HIGH)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 15, 60})
    void white_noise_alerts_less_than_once_in_five_days_however_often_it_is_looked_at(int seconds) {
        int days = 5;
        List<Assessment> all = feed(
                watch(MetricType.RESPONSE_TIME),
                Duration.ofSeconds(seconds),
                days * DAY * 60 / seconds,
                _ -> 120 + 20 * random.nextGaussian());
        assertThat(all.stream().filter(each -> each.alert().begins())).hasSizeLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 60, 300})
    void an_outage_alerts_within_two_minutes_or_two_samples_until_ten_minutes_after_its_end(int seconds) {
        SeriesWatch watch = watch(MetricType.REQUEST_RATE);
        Duration step = Duration.ofSeconds(seconds);
        feed(watch, step, 2 * DAY, _ -> calm());
        Instant outage = now;
        List<Assessment> during = feed(watch, step, 1_800 / seconds, _ -> 5);
        assertThat(during.get(Math.max(1, 120 / seconds)).alert().alert()).isTrue();
        assertThat(during.getLast().alert().since())
                .isBetween(outage, outage.plus(Duration.ofMinutes(2)).plus(step));
        assertThat(during.stream().filter(each -> each.alert().begins())).hasSize(1);
        List<Assessment> after = feed(watch, step, 3_600 / seconds, _ -> calm());
        assertThat(after.getFirst().alert().reason()).isEqualTo(AlertReason.GOES_ON);
        assertThat(after.subList(900 / seconds, after.size()))
                .noneMatch(each -> each.alert().alert());
    }

    @Test
    void a_level_that_moves_and_stays_is_told_at_most_twice() {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        feed(watch, MINUTE, 5 * DAY, _ -> 30 + 1.5 * random.nextGaussian());
        List<Assessment> moved = feed(watch, MINUTE, 2 * DAY, _ -> 45 + 1.5 * random.nextGaussian());
        assertThat(moved.stream().filter(each -> each.alert().begins())).hasSizeBetween(1, 2);
        assertThat(moved.subList(360, moved.size()))
                .noneMatch(each -> each.alert().alert());
    }

    @Test
    void something_many_times_stronger_is_news_within_an_episode() {
        SeriesWatch watch = watch(MetricType.ERROR_RATE);
        feed(watch, MINUTE, 600, _ -> 0);
        assertThat(watch.judge(now, 0.03).alert().begins()).isTrue();
        Assessment same = watch.judge(now.plusSeconds(60), 0.04);
        assertThat(same.alert().begins()).isFalse();
        Assessment worse = watch.judge(now.plusSeconds(120), 0.45);
        assertThat(worse.alert().reason()).isEqualTo(AlertReason.STRONGER);
        assertThat(worse.alert().begins()).isTrue();
        assertThat(worse.alert().since()).isEqualTo(now);
    }

    @Test
    void a_burst_like_those_of_every_day_alerts_nobody_and_a_much_greater_one_does() {
        SeriesWatch watch = watch(MetricType.DISK_IO);
        IntToDoubleFunction bursts = i -> 20 + random.nextGaussian() + (i % 400 < 6 ? 30 + 5 * random.nextDouble() : 0);
        feed(watch, MINUTE, 6 * DAY, bursts);
        assertThat(feed(watch, MINUTE, 2 * DAY, bursts))
                .noneMatch(each -> each.alert().alert());
        assertThat(feed(watch, MINUTE, 3, _ -> 120))
                .anyMatch(each -> each.alert().alert());
    }

    @Test
    void a_leak_is_told_though_each_value_is_as_the_last_ones_were() {
        SeriesWatch watch = watch(MetricType.MEMORY_USAGE);
        feed(watch, MINUTE, 2 * DAY, i -> 50 + 0.2 * (i % 3));
        assertThat(feed(watch, MINUTE, 720, i -> 50 + 0.2 * (i % 3) + i / 18.0))
                .anyMatch(each -> each.alert().alert());
    }

    @Test
    void a_sample_sent_again_gets_its_decision_again_and_one_that_is_late_alerts_nobody() {
        SeriesWatch watch = watch(MetricType.CPU_USAGE);
        feed(watch, MINUTE, 600, _ -> 20);
        Assessment first = watch.judge(now, 90);
        assertThat(first.alert().begins()).isTrue();
        watch.judge(now.plusSeconds(60), 20);
        Assessment again = watch.judge(now, 90);
        assertThat(again.verdict().standing()).isEqualTo(SampleOrder.DUPLICATE);
        assertThat(again.alert()).isEqualTo(first.alert());
        assertThat(watch.recall(now, 90)).contains(again);
        Assessment late = watch.judge(now.minusSeconds(30), 90);
        assertThat(late.verdict().standing()).isEqualTo(SampleOrder.LATE);
        assertThat(late.alert().reason()).isEqualTo(AlertReason.LATE);
        assertThat(watch.samplesSeen()).isEqualTo(602);
        assertThat(watch.newest()).contains(now.plusSeconds(60));
    }

    @Test
    void without_a_past_the_limit_of_the_type_decides() {
        assertThat(watch(MetricType.CPU_USAGE).judge(now, 95).alert().reason()).isEqualTo(AlertReason.LIMIT);
        assertThat(watch(MetricType.CPU_USAGE).judge(now, 90).alert().alert()).isFalse();
        assertThat(watch(MetricType.REQUEST_RATE).judge(now, 1e6).alert().alert())
                .isFalse();
    }

    @Test
    void a_history_that_is_replayed_decides_the_same() {
        SeriesWatch one = watch(MetricType.REQUEST_RATE);
        SeriesWatch other = watch(MetricType.REQUEST_RATE);
        for (int i = 0; i < 3_000; i++) {
            double value = i % 500 > 480 ? 3 : calm();
            assertThat(one.judge(now, value)).isEqualTo(other.judge(now, value));
            now = now.plus(MINUTE);
        }
    }

    @Test
    void what_is_learned_counts_as_if_it_had_been_judged() {
        SeriesWatch judges = watch(MetricType.CPU_USAGE);
        SeriesWatch learns = watch(MetricType.CPU_USAGE);
        for (int i = 0; i < 600; i++) {
            double value = i % 200 > 195 ? 80 : calm();
            Instant before = now.minus(MINUTE);
            assertThat(judges.judge(now, value).verdict().standing()).isEqualTo(SampleOrder.NEW);
            learns.learn(now, value);
            learns.learn(now, value);
            learns.learn(before.minusMillis(1), 99);
            assertThat(learns.recall(now, value)).isEqualTo(judges.recall(now, value));
            now = now.plus(MINUTE);
        }
        assertThat(learns.samplesSeen()).isEqualTo(600);
        assertThat(learns.judge(now, 95)).isEqualTo(judges.judge(now, 95));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e300, -1e300, 4e-300, Double.MAX_VALUE, -Double.MAX_VALUE})
    void numbers_at_the_ends_do_no_harm(double value) {
        SeriesWatch watch = new SeriesWatch(MetricType.CPU_USAGE, Windows.service(), new LeastEffect(0, 0));
        feed(watch, MINUTE, 300, i -> i % 50 == 49 ? value : i % 50 == 48 ? -value : 0);
        Assessment last = watch.judge(now, value / 2);
        assertThat(last.alert().effect()).isBetween(0.0, Double.MAX_VALUE);
        assertThat(last.alert().text()).isNotEmpty();
    }

    private double calm() {
        return 100 + 5 * random.nextGaussian();
    }

    private static SeriesWatch watch(MetricType type) {
        return new SeriesWatch(type, Windows.service(), LeastEffect.of(type));
    }

    private List<Assessment> feed(SeriesWatch watch, Duration step, int samples, IntToDoubleFunction values) {
        List<Assessment> all = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            all.add(watch.judge(now, values.applyAsDouble(i)));
            now = now.plus(step);
        }
        return all;
    }
}
