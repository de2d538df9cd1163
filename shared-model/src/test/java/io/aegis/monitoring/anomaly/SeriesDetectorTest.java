/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import static io.aegis.monitoring.anomaly.Streams.THRESHOLD;
import static io.aegis.monitoring.anomaly.Streams.alerts;
import static io.aegis.monitoring.anomaly.Streams.detector;
import static io.aegis.monitoring.anomaly.Streams.feed;
import static io.aegis.monitoring.anomaly.Streams.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesDetectorTest {

    private final SeriesDetector detector = detector(MetricType.REQUEST_RATE);

    @Test
    void a_spike_is_an_anomaly_and_what_is_usual_hardly_ever_is() {
        assertThat(alerts(feed(detector, 0, 2_000, Streams::calm))).hasSizeLessThan(4);
        Verdict spike = detector.judge(minute(2_000), 90);
        assertThat(spike.score()).isGreaterThan(0.95).isEqualTo(spike.rawScore());
        assertThat(spike.band().expected()).isBetween(48.0, 52.0);
        assertThat(spike.band().holds(90)).isFalse();
        assertThat(spike.standing()).isEqualTo(SampleOrder.NEW);
        assertThat(spike.reason().rarity()).isGreaterThan(2);
        assertThat(spike.reason().text()).contains("isolates", "x faster than its median; level ");
        assertThat(detector.judge(minute(2_001), 50).score()).isLessThan(0.5);
    }

    @Test
    void an_episode_alerts_once_and_goes_on() {
        feed(detector, 0, 2_000, Streams::calm);
        List<Verdict> episode = feed(detector, 2_000, 2_005, _ -> 90);
        assertThat(alerts(episode)).containsExactly(episode.getFirst());
        assertThat(episode.get(1).ongoing(THRESHOLD)).isTrue();
        assertThat(episode.get(1).score()).isZero();
        assertThat(episode.getFirst().ongoing(THRESHOLD)).isFalse();
    }

    @Test
    void an_anomaly_that_grows_alerts_once_and_a_far_greater_one_again() {
        feed(detector, 0, 2_000, Streams::calm);
        List<Verdict> growing = feed(detector, 2_000, 2_004, i -> 59 + 2 * (i - 2_000));
        assertThat(growing).extracting(Verdict::strength).isSorted();
        assertThat(alerts(growing)).containsExactly(growing.getFirst());
        assertThat(growing.getLast().ongoing(THRESHOLD)).isTrue();
        assertThat(detector.judge(minute(2_004), 5_000).score()).isGreaterThan(THRESHOLD);
    }

    @Test
    void a_level_that_moves_a_little_and_stays_is_an_anomaly_though_no_value_is() {
        feed(detector, 0, 4_000, Streams::calm);
        assertThat(alerts(feed(detector, 4_000, 4_120, i -> Streams.calm(i) + 4)))
                .isNotEmpty();
    }

    @Test
    void what_is_usual_at_this_time_of_the_day_is_expected() {
        feed(detector, 0, 10 * 1_440, i -> i % 1_440 >= 720 ? 100 : 20);
        Verdict noon = detector.judge(minute(10 * 1_440 + 720), 100);
        assertThat(noon.band().expected()).isBetween(95.0, 105.0);
        assertThat(noon.score()).isLessThan(THRESHOLD);
    }

    @ParameterizedTest
    @ValueSource(longs = {60, 240, 420, 720, 1_440, 20_000})
    void a_gap_is_no_anomaly(long minutes) {
        feed(detector, 0, 3 * 1_440, Streams::wave);
        long after = 3 * 1_440 + minutes;
        assertThat(alerts(feed(detector, after, after + 60, Streams::wave))).isEmpty();
    }

    @Test
    void a_spike_after_a_gap_is_an_anomaly() {
        feed(detector, 0, 3 * 1_440, Streams::wave);
        assertThat(detector.judge(minute(4 * 1_440), 400).score()).isGreaterThan(THRESHOLD);
    }

    @Test
    void a_flat_series_is_calm_and_its_forecast_follows_when_it_moves() {
        assertThat(alerts(feed(detector, 0, 1_000, _ -> 7))).isEmpty();
        List<Verdict> moved = feed(detector, 1_000, 2_000, _ -> 9);
        assertThat(moved.getFirst().score()).isGreaterThan(THRESHOLD);
        assertThat(moved.getLast().band().expected()).isBetween(8.5, 9.1);
        assertThat(alerts(moved.subList(100, 1_000))).isEmpty();
    }

    @Test
    void a_sample_sent_again_gets_its_verdict_again_and_is_not_learned() {
        List<Verdict> first = feed(detector, 0, 300, Streams::wave);
        List<Verdict> again = feed(detector, 280, 300, Streams::wave);
        assertThat(detector.samplesSeen()).isEqualTo(300);
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.get(i).standing()).isEqualTo(SampleOrder.DUPLICATE);
            assertThat(again.get(i))
                    .usingRecursiveComparison()
                    .ignoringFields("standing")
                    .isEqualTo(first.get(280 + i));
        }
    }

    @Test
    void a_late_sample_is_judged_and_leaves_no_trace() {
        feed(detector, 0, 300, Streams::calm);
        byte[] before = detector.toBytes();
        Verdict late = detector.judge(minute(10).plusMillis(1), 500);
        assertThat(late.standing()).isEqualTo(SampleOrder.LATE);
        assertThat(late.score()).isGreaterThan(THRESHOLD);
        assertThat(detector.toBytes()).isEqualTo(before);
        assertThat(detector.newest()).contains(minute(299));
    }

    @Test
    void other_values_at_the_same_time_are_learned_too() {
        detector.judge(minute(0), 1);
        assertThat(detector.judge(minute(0), 2).standing()).isEqualTo(SampleOrder.NEW);
        assertThat(detector.judge(minute(0), 1).standing()).isEqualTo(SampleOrder.DUPLICATE);
        assertThat(detector.samplesSeen()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1e6, 3", "-1e6, 20", "1e6, 70", "1e308, 3", "-1e308, 40", "1e308, 300"})
    void a_wild_sample_is_an_anomaly_and_blinds_nobody(double wild, int later) {
        feed(detector, 0, 200, Streams::calm);
        Verdict found = detector.judge(minute(200), wild);
        assertThat(found.score()).isGreaterThan(THRESHOLD);
        assertThat(detector.wild()).isTrue();
        feed(detector, 201, 200 + later, Streams::calm);
        Verdict spike = detector.judge(minute(200 + later), 90);
        assertThat(spike.score()).isGreaterThan(THRESHOLD);
        assertThat(spike.band().upper()).isBetween(50.0, 65.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7})
    void a_wild_sample_among_the_first_is_forgotten(int row) {
        feed(detector, 0, 200, i -> i == row ? 1e9 : Streams.calm(i));
        Verdict spike = detector.judge(minute(200), 90);
        assertThat(spike.score()).isGreaterThan(THRESHOLD);
        assertThat(spike.band().expected()).isBetween(45.0, 55.0);
    }

    @Test
    void what_stays_wild_is_what_the_series_is_now() {
        feed(detector, 0, 200, Streams::calm);
        List<Verdict> moved = feed(detector, 200, 1_200, i -> 1_000 * Streams.calm(i));
        assertThat(alerts(moved.subList(0, 120))).hasSizeLessThan(3);
        assertThat(moved.get(1).ongoing(THRESHOLD)).isTrue();
        assertThat(alerts(moved.subList(120, 1_000))).hasSizeLessThan(3);
        assertThat(moved.getLast().band().expected()).isBetween(40_000.0, 60_000.0);
    }

    @Test
    void a_first_sample_is_judged_by_what_is_usual_for_its_type() {
        Verdict busy = detector(MetricType.CPU_USAGE).judge(minute(0), 95);
        assertThat(Severity.of(busy.score())).isEqualTo(Severity.HIGH);
        assertThat(busy.score()).isGreaterThan(THRESHOLD);
        assertThat(busy.band().upper()).isLessThan(95);
        assertThat(busy.reason().view()).isEqualTo(View.PRIOR);
        assertThat(busy.reason().text()).contains("usual limit");
        assertThat(busy.maturity()).isZero();
        Verdict failing = detector(MetricType.ERROR_RATE).judge(minute(0), 0.45);
        assertThat(Severity.of(failing.score())).isEqualTo(Severity.CRITICAL);
        assertThat(detector.judge(minute(0), 1e9).score()).isZero();
    }

    @Test
    void a_prior_fades_for_a_series_that_is_always_like_that() {
        List<Verdict> busy = feed(detector(MetricType.CPU_USAGE), 0, 300, i -> 95 + i % 2);
        assertThat(alerts(busy.subList(120, 300))).isEmpty();
        assertThat(busy.get(110).rawScore()).isLessThan(0.1);
        assertThat(busy.get(250).band().holds(95)).isTrue();
        assertThat(busy.get(250).maturity()).isEqualTo(1);
    }

    @Test
    void a_clear_spike_in_the_second_half_of_the_warm_up_is_an_anomaly() {
        feed(detector, 0, 90, Streams::calm);
        assertThat(detector.judge(minute(90), 90).score()).isGreaterThan(THRESHOLD);
    }

    @Test
    void a_detector_that_slept_goes_on_as_if_it_had_not() {
        feed(detector, 0, 5_000, Streams::wave);
        SeriesDetector woken = SeriesDetector.ofBytes(MetricType.REQUEST_RATE, detector.toBytes());
        assertThat(feed(woken, 4_980, 6_000, Streams::wave)).isEqualTo(feed(detector, 4_980, 6_000, Streams::wave));
        assertThat(woken.toBytes()).isEqualTo(detector.toBytes()).hasSizeLessThan(7_500);
    }

    /** Far from zero single digits of a float would be lost, and far from the first value six digits are enough. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e6, -1e9, 1e12})
    void what_is_far_from_zero_is_judged_as_what_is_not(double base) {
        feed(detector, 0, 300, i -> base + Streams.calm(i));
        Verdict usual = detector.judge(minute(300), base + 50);
        assertThat(usual.rawScore()).isLessThan(THRESHOLD);
        assertThat(usual.reason().level()).isBetween(base + 45, base + 55);
        Verdict spike = detector.judge(minute(301), base + 90);
        assertThat(spike.score()).isGreaterThan(THRESHOLD);
        assertThat(spike.band().expected()).isBetween(base + 45, base + 55);
    }

    @Test
    void a_long_stream_goes_on_though_its_past_fades() {
        assertThat(alerts(feed(detector, 0, 40_000, Streams::calm))).hasSizeLessThan(20);
        assertThat(detector.judge(minute(40_000), 90).score()).isGreaterThan(THRESHOLD);
    }

    @Test
    void nothing_but_numbers_and_states_is_taken() {
        assertThatIllegalArgumentException().isThrownBy(() -> detector.judge(minute(0), Double.NaN));
        assertThat(detector.newest()).isEmpty();
        byte[] state = detector.toBytes();
        state[0] = 9;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesDetector.ofBytes(MetricType.CPU_USAGE, state))
                .withMessageContaining("version");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeriesDetector.ofBytes(MetricType.CPU_USAGE, new byte[0]))
                .withMessageContaining("cut short");
    }
}
