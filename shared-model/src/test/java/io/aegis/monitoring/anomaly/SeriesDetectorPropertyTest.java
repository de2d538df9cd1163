/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import static io.aegis.monitoring.anomaly.Streams.feed;
import static io.aegis.monitoring.anomaly.Streams.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SeriesDetectorPropertyTest {

    /** Runs of values of every magnitude, flat ones among them. */
    @Provide
    Arbitrary<List<Double>> values() {
        Arbitrary<Double> any = Arbitraries.oneOf(
                Arbitraries.doubles(),
                Arbitraries.of(0.0, -0.0, 1e300, -1e300, 1e-300, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE),
                Arbitraries.doubles().between(0, 100));
        Arbitrary<List<Double>> few = any.list().ofMinSize(1).ofMaxSize(6);
        return few.flatMap(
                palette -> Arbitraries.of(palette).list().ofMinSize(1).ofMaxSize(400));
    }

    @Property(tries = 150)
    void scores_are_numbers_from_0_to_1_whatever_comes(
            @ForAll("values") List<Double> values,
            @ForAll MetricType type,
            @ForAll @IntRange(min = 1, max = 150) int warmup) {
        var detector = new SeriesDetector(type, Windows.ofWarmup(warmup));
        for (int i = 0; i < values.size(); i++) {
            Verdict verdict = detector.judge(minute(i), values.get(i));
            assertThat(verdict.score())
                    .as("score of %s at %s", values.get(i), i)
                    .isBetween(0.0, 1.0);
            assertThat(verdict.rawScore()).isBetween(verdict.score(), 1.0);
            assertThat(verdict.strength()).isFinite().isNotNegative();
            assertThat(verdict.confidence(0.85)).isBetween(0.5, 1.0);
            assertThat(verdict.band().expected()).isFinite();
            assertThat(verdict.band().lower())
                    .isFinite()
                    .isLessThanOrEqualTo(verdict.band().upper());
            assertThat(verdict.band().upper()).isFinite();
            assertThat(verdict.reason().level()).isFinite();
            assertThat(verdict.reason().rarity()).isFinite();
        }
    }

    @Property(tries = 50)
    void states_are_read_as_they_were_written(@ForAll("values") List<Double> values, @ForAll MetricType type) {
        var detector = new SeriesDetector(type, Windows.ofWarmup(60));
        feed(detector, 0, values.size(), i -> values.get((int) i));
        byte[] state = detector.toBytes();
        SeriesDetector woken = SeriesDetector.ofBytes(type, state);
        assertThat(woken.toBytes()).isEqualTo(state);
        assertThat(woken.judge(minute(9_999), 1)).isEqualTo(detector.judge(minute(9_999), 1));
    }

    @Property(tries = 200)
    void a_damaged_state_is_refused_or_still_gives_scores(@ForAll Random random) {
        SeriesDetector detector = Streams.detector(MetricType.CPU_USAGE);
        feed(detector, 0, 200, Streams::wave);
        byte[] state = detector.toBytes();
        for (int i = 0; i < 4; i++) {
            state[random.nextInt(state.length)] = (byte) random.nextInt();
        }
        try {
            Verdict verdict =
                    SeriesDetector.ofBytes(MetricType.CPU_USAGE, state).judge(minute(9_999), 1);
            assertThat(verdict.score()).isBetween(0.0, 1.0);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching(".*(state|warm-up).*");
        }
    }

    @Property(tries = 20)
    void the_unit_of_a_series_changes_nothing(
            @ForAll @IntRange(min = -300, max = 300) int power, @ForAll Random random) {
        double unit = Math.scalb(1.0, power);
        SeriesDetector one = Streams.detector(MetricType.REQUEST_RATE);
        SeriesDetector other = Streams.detector(MetricType.REQUEST_RATE);
        var scores = new ArrayList<Double>();
        var scaled = new ArrayList<Double>();
        for (int i = 0; i < 500; i++) {
            double value = Streams.wave(i) + (random.nextInt(50) == 0 ? 100 : 0);
            scores.add(one.judge(minute(i), value).rawScore());
            scaled.add(other.judge(minute(i), value * unit).rawScore());
        }
        assertThat(scaled).isEqualTo(scores);
    }
}
