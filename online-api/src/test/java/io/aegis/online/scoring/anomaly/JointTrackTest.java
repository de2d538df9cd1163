/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.Measurement;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.Band;
import io.aegis.monitoring.anomaly.Calibration;
import io.aegis.monitoring.anomaly.Reason;
import io.aegis.monitoring.anomaly.SampleOrder;
import io.aegis.monitoring.anomaly.Verdict;
import io.aegis.monitoring.anomaly.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A service with eight series of which each is expected at 10 and none is strange by itself. */
class JointTrackTest {

    private static final double THRESHOLD = 0.85;
    private static final double ORDINARY = 0.55;
    private static final int LEARNED = 600;
    private static final double LEAST_EFFECT = 2;
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final Random random = new Random(5);
    private final JointTrack track = new JointTrack(THRESHOLD);

    private static ServiceTrack.Judged judged(int series, int minute, double value, SampleOrder order) {
        double score = Calibration.score(ORDINARY);
        return new ServiceTrack.Judged(
                new SeriesSample(
                        Series.of(MetricType.REQUEST_RATE, Map.of("service", "shop", "path", "/" + series)),
                        new Measurement(START.plusSeconds(60L * minute), value)),
                new Verdict(score, score, ORDINARY, new Band(10, 8, 12), new Reason(View.VALUE, 1, 10), 1, order),
                Math.abs(value - 10) >= LEAST_EFFECT);
    }

    /** All series at a minute, every other one so much higher and the others so much lower. */
    private List<ServiceTrack.Judged> moment(int series, int minute, double apart, SampleOrder order) {
        List<ServiceTrack.Judged> moment = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            double value = 10 + random.nextGaussian() + (i % 2 == 0 ? apart : -apart);
            moment.add(judged(i, minute, value, order));
        }
        return moment;
    }

    private void learn(int series) {
        for (int minute = 0; minute < LEARNED; minute++) {
            assertThat(track.judge(moment(series, minute, 0, SampleOrder.NEW)))
                    .as("minute %s", minute)
                    .isEmpty();
        }
    }

    @Test
    void series_that_part_begin_one_episode_though_none_is_strange_alone() {
        learn(8);
        Map<SeriesSample, ServiceEscalation> first = track.judge(moment(8, LEARNED, 6, SampleOrder.NEW));
        assertThat(first).hasSize(1).allSatisfy((_, told) -> {
            assertThat(told.score()).isBetween(THRESHOLD, 1.0);
            assertThat(told.begins()).isTrue();
        });
        assertThat(track.judge(moment(8, LEARNED + 1, 6, SampleOrder.NEW)).values())
                .hasSize(1)
                .noneMatch(ServiceEscalation::begins);
    }

    @Test
    void series_that_come_each_in_its_own_request_are_told_once_a_moment() {
        learn(8);
        List<ServiceEscalation> told = new ArrayList<>();
        for (ServiceTrack.Judged each : moment(8, LEARNED, 6, SampleOrder.NEW)) {
            told.addAll(track.judge(List.of(each)).values());
        }
        assertThat(told).hasSize(1).allMatch(ServiceEscalation::begins);
    }

    @Test
    void what_is_learned_is_the_same_however_series_come() {
        var other = new JointTrack(THRESHOLD);
        for (int minute = 0; minute < LEARNED; minute++) {
            List<ServiceTrack.Judged> moment = moment(8, minute, 0, SampleOrder.NEW);
            track.judge(moment);
            moment.forEach(each -> other.judge(List.of(each)));
        }
        List<ServiceTrack.Judged> strange = moment(8, LEARNED, 6, SampleOrder.NEW);
        assertThat(other.judge(strange)).isNotEmpty().isEqualTo(track.judge(strange));
    }

    @Test
    void a_repeated_sample_is_told_again_and_not_learned() {
        learn(8);
        List<ServiceTrack.Judged> strange = moment(8, LEARNED, 6, SampleOrder.NEW);
        Map<SeriesSample, ServiceEscalation> told = track.judge(strange);
        List<ServiceTrack.Judged> again = strange.stream()
                .map(each ->
                        new ServiceTrack.Judged(each.moment(), each.verdict().as(SampleOrder.LATE), each.notable()))
                .toList();
        assertThat(track.judge(again)).isEqualTo(told);
    }

    @Test
    void what_is_too_small_to_be_told_of_a_series_is_too_small_of_all() {
        for (int minute = 0; minute < LEARNED; minute++) {
            track.judge(quiet(minute, 0));
        }
        assertThat(track.judge(quiet(LEARNED, 1))).isEmpty();
        assertThat(track.judge(quiet(LEARNED + 1, 3))).hasSize(1);
    }

    /** Eight series whose noise is a tenth of what is noise elsewhere. */
    private List<ServiceTrack.Judged> quiet(int minute, double apart) {
        List<ServiceTrack.Judged> moment = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            double value = 10 + random.nextGaussian() / 10 + (i % 2 == 0 ? apart : -apart);
            moment.add(judged(i, minute, value, SampleOrder.NEW));
        }
        return moment;
    }

    @Test
    void few_series_are_left_to_their_own_detectors() {
        learn(4);
        assertThat(track.judge(moment(4, LEARNED, 1e6, SampleOrder.NEW))).isEmpty();
    }

    @Test
    void series_that_come_when_others_have_gone_are_learned_in_their_place() {
        for (int minute = 0; minute < 10; minute++) {
            track.judge(moment(32, minute, 0, SampleOrder.NEW));
        }
        for (int minute = 100; minute < 100 + LEARNED; minute++) {
            List<ServiceTrack.Judged> moment = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                moment.add(judged(100 + i, minute, 10 + random.nextGaussian(), SampleOrder.NEW));
            }
            assertThat(track.judge(moment)).as("minute %s", minute).isEmpty();
        }
        List<ServiceTrack.Judged> strange = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            strange.add(judged(100 + i, 100 + LEARNED, i % 2 == 0 ? 16 : 4, SampleOrder.NEW));
        }
        assertThat(track.judge(strange)).hasSize(1);
    }
}
