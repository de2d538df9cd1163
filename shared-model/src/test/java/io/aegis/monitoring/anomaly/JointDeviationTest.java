/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointDeviationTest {

    private static final int SERIES = 8;
    private static final int LEARNED = 1_000;

    private final Random random = new Random(7);
    private final JointDeviation joint = new JointDeviation(SERIES);

    /** Values that follow one load, each with noise of its own; 10 is expected of all. */
    private double[] ordinary() {
        double load = random.nextGaussian();
        double[] values = new double[SERIES];
        Arrays.setAll(values, _ -> 10 + load + random.nextGaussian() / 2);
        return values;
    }

    private static double[] expected() {
        double[] expected = new double[SERIES];
        Arrays.fill(expected, 10);
        return expected;
    }

    private double next(double... values) {
        double ratio = joint.ratio(values, expected());
        joint.learn(values, expected());
        return ratio;
    }

    private void learnOrdinary() {
        for (int i = 0; i < LEARNED; i++) {
            next(ordinary());
        }
    }

    @Test
    void ordinary_moments_are_about_as_far_off_as_usual_and_hardly_ever_strange() {
        learnOrdinary();
        double[] ratios = new double[LEARNED];
        Arrays.setAll(ratios, _ -> next(ordinary()));
        assertThat(Arrays.stream(ratios).average().orElseThrow()).isBetween(0.8, 1.8);
        assertThat(Arrays.stream(ratios).max().orElseThrow()).isLessThan(JointDeviation.STRANGE);
    }

    @Test
    void series_that_part_are_stranger_than_series_that_rise_together() {
        learnOrdinary();
        double[] together = expected();
        double[] apart = expected();
        for (int column = 0; column < SERIES; column++) {
            together[column] += 2;
            apart[column] += column % 2 == 0 ? 2 : -2;
        }
        double rising = joint.ratio(together, expected());
        assertThat(joint.ratio(apart, expected())).isGreaterThan(1.4 * rising);
    }

    @Test
    void a_small_shift_of_all_shows_the_longer_it_lasts() {
        learnOrdinary();
        double first = 0;
        double last = 0;
        for (int i = 0; i < 24; i++) {
            double[] shifted = ordinary();
            Arrays.setAll(shifted, column -> shifted[column] + (column % 2 == 0 ? 0.7 : -0.7));
            last = next(shifted);
            first = i == 0 ? last : first;
        }
        assertThat(last).isGreaterThan(1.5 * first).isGreaterThan(JointDeviation.STRANGE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {30, 1e9, 1e300, -1e300})
    void one_series_alone_counts_for_little_however_far_it_is(double wild) {
        learnOrdinary();
        double[] all = expected();
        Arrays.setAll(all, column -> 10 + (column % 2 == 0 ? 5 : -5));
        double together = joint.ratio(all, expected());
        double[] values = expected();
        values[3] = wild;
        assertThat(joint.ratio(values, expected())).isLessThan(0.7 * together);
    }

    @Test
    void a_wild_sample_does_not_hide_what_the_others_say_later() {
        learnOrdinary();
        double[] wild = ordinary();
        wild[3] = 1e300;
        next(wild);
        for (int i = 0; i < 30; i++) {
            next(ordinary());
        }
        double[] all = expected();
        Arrays.setAll(all, column -> 10 + (column % 2 == 0 ? 5 : -5));
        assertThat(next(all)).isGreaterThan(JointDeviation.STRANGE);
    }

    @Test
    void a_series_that_never_moved_says_something_when_it_does_and_nothing_before() {
        for (int i = 0; i < LEARNED; i++) {
            double[] values = ordinary();
            values[0] = 10;
            next(values);
        }
        double[] still = expected();
        double before = joint.ratio(still, expected());
        still[0] = 10.5;
        assertThat(joint.ratio(still, expected())).isGreaterThan(before + 1);
    }

    @Test
    void constants_are_as_usual() {
        for (int i = 0; i < LEARNED; i++) {
            assertThat(next(expected())).as("row %s", i).isZero();
        }
    }

    @Test
    void nothing_is_said_of_a_short_past() {
        for (int i = 0; i < ColumnPast.FIRST_JUDGED; i++) {
            double[] values = ordinary();
            values[0] += i == 150 ? 1e6 : 0;
            assertThat(next(values)).as("row %s", i).isZero();
        }
    }

    @Test
    void nothing_is_said_of_few_series() {
        learnOrdinary();
        double[] few = new double[SERIES];
        Arrays.setAll(few, column -> column < JointDeviation.LEAST_SERIES - 1 ? 1e6 : Double.NaN);
        assertThat(joint.ratio(few, expected())).isZero();
        few[SERIES - 1] = 1e6;
        assertThat(joint.ratio(few, expected())).isPositive();
    }

    @Test
    void one_series_is_never_judged() {
        var alone = new JointDeviation(1);
        for (int i = 0; i < LEARNED; i++) {
            double[] value = {random.nextGaussian()};
            assertThat(alone.ratio(value, new double[1])).isZero();
            alone.learn(value, new double[1]);
        }
        assertThat(alone.ratio(new double[] {1e300}, new double[1])).isZero();
    }

    @Test
    void missing_samples_neither_alarm_nor_blind() {
        IntUnaryOperator every = column -> column + 2;
        double largest = 0;
        for (int i = 0; i < 2 * LEARNED; i++) {
            double[] values = ordinary();
            for (int column = 0; column < 3; column++) {
                values[column] = i % every.applyAsInt(column) == 0 ? values[column] : Double.NaN;
            }
            double ratio = next(values);
            largest = i < LEARNED ? 0 : Math.max(largest, ratio);
        }
        assertThat(largest).isLessThan(JointDeviation.STRANGE);
        double[] all = expected();
        Arrays.setAll(all, column -> 10 + (column % 2 == 0 ? 5 : -5));
        assertThat(next(all)).isGreaterThan(JointDeviation.STRANGE);
    }

    @Test
    void judging_learns_nothing() {
        learnOrdinary();
        double[] values = ordinary();
        double once = joint.ratio(values, expected());
        for (int i = 0; i < 100; i++) {
            assertThat(joint.ratio(values, expected())).isEqualTo(once);
        }
    }

    @Test
    void the_unit_of_a_series_does_not_matter() {
        var scaled = new JointDeviation(SERIES);
        double[] units = {1, 1_024, 1, 1.0 / 1_024, 1, 1, 1 << 20, 1};
        for (int i = 0; i < LEARNED; i++) {
            double[] values = ordinary();
            double[] inUnits = values.clone();
            double[] expected = expected();
            for (int column = 0; column < SERIES; column++) {
                inUnits[column] *= units[column];
                expected[column] *= units[column];
            }
            assertThat(scaled.ratio(inUnits, expected)).isEqualTo(next(values));
            scaled.learn(inUnits, expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 33})
    void other_widths_are_refused(int width) {
        assertThatThrownBy(() -> new JointDeviation(width)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void strength_is_at_the_alert_where_both_together_are_strange() {
        assertThat(JointDeviation.strength(JointDeviation.STRANGE - 0.5, 0.5, 0.5, 0.5))
                .isEqualTo(Calibration.ALERT_STRENGTH);
        assertThat(JointDeviation.strength(0)).isZero();
    }
}
