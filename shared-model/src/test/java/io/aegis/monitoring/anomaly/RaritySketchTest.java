/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RaritySketchTest {

    private final RaritySketch sketch = new RaritySketch();

    @Test
    void the_first_value_lies_at_no_depth() {
        assertThat(sketch.depth(5, 0)).isZero();
        assertThat(sketch.median()).isZero();
    }

    @Test
    void a_gap_counts_by_its_share_of_the_way() {
        learn(0, 10, 12);
        // Of 20: 8 in the gap to 12, 2 of 10 in the next, 10 of 20 in the last. From the other side: nothing.
        assertThat(sketch.depth(20, 0)).isCloseTo(1 + 2 / 10.0 + 10 / 20.0, within(1e-12));
        assertThat(sketch.depth(-20, 0)).isCloseTo(1 + 10 / 30.0 + 2 / 32.0, within(1e-12));
    }

    @Test
    void what_cannot_be_told_apart_counts_by_the_logarithm_of_its_number() {
        learn(5, 5, 5);
        assertThat(sketch.depth(5, 0)).isCloseTo(2, within(1e-12));
        assertThat(sketch.depth(6, 1)).isCloseTo(2, within(1e-12));
    }

    @Test
    void the_depth_is_the_sum_of_gap_by_distance_however_many_and_large_the_values_are() {
        var random = new Random(11);
        for (int trial = 0; trial < 600; trial++) {
            RaritySketch some = new RaritySketch();
            double scale = Math.pow(10, random.nextInt(-300, 300));
            double[] past = random.doubles(random.nextInt(1, 60), -1, 1)
                    .map(value -> RoundedNumber.round(value * scale))
                    .distinct()
                    .toArray();
            for (double value : past) {
                some.learn(value, some.depth(value, 0));
            }
            double value = RoundedNumber.round(random.nextDouble(-2, 2) * scale);
            assertThat(some.depth(value, 0))
                    .as("trial %d, %d values of about %e", trial, past.length, scale)
                    .isCloseTo(depth(value, past), within(1e-9));
        }
    }

    /** By the definition, a division for each point. */
    private static double depth(double value, double[] past) {
        double[] above =
                Arrays.stream(past).filter(each -> each > value).sorted().toArray();
        double[] below = Arrays.stream(past)
                .filter(each -> each < value)
                .map(each -> -each)
                .sorted()
                .toArray();
        return side(value, above) + side(-value, below);
    }

    private static double side(double value, double[] ascending) {
        double cuts = 0;
        double near = 0;
        for (double each : ascending) {
            cuts += 1 - near / (each - value);
            near = each - value;
        }
        return cuts;
    }

    /** Cuts that fall evenly on the line, as a random cut forest makes them, until the value is alone. */
    @Test
    void the_depth_is_what_random_cuts_need_on_average() {
        double[] past = {1, 2, 4, 7, 7.5, 9, 15};
        learn(past);
        var random = new Random(7);
        for (double value : new double[] {0, 3, 8, 30}) {
            int cuts = 0;
            int trials = 20_000;
            for (int i = 0; i < trials; i++) {
                cuts += cutsUntilAlone(value, past, random);
            }
            assertThat(sketch.depth(value, 0)).isCloseTo((double) cuts / trials, within(0.05));
        }
    }

    private static int cutsUntilAlone(double value, double[] past, Random random) {
        double low = Math.min(value, past[0]);
        double high = Math.max(value, past[past.length - 1]);
        int cuts = 0;
        while (low < high) {
            double cut = low + random.nextDouble() * (high - low);
            double from = low;
            double to = high;
            low = value;
            high = value;
            for (double point : past) {
                if (point >= from && point <= to && (point > cut) == (value > cut)) {
                    low = Math.min(low, point);
                    high = Math.max(high, point);
                }
            }
            cuts++;
        }
        return cuts;
    }

    @Test
    void many_values_are_kept_as_few_points_whose_median_holds() {
        var random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            double value = random.nextGaussian();
            sketch.learn(value, sketch.depth(value, 0));
        }
        assertThat(sketch.median()).isCloseTo(0, within(0.15));
        double ordinary = sketch.rarity(sketch.depth(0.5, 0));
        assertThat(ordinary).isBetween(0.5, 1.5);
        assertThat(sketch.rarity(sketch.depth(12, 0))).isGreaterThan(2 * ordinary);
    }

    @Test
    void the_past_fades_at_last() {
        for (int i = 0; i < 10; i++) {
            learn(100);
        }
        for (int i = 0; i < 6 * RaritySketch.MASS; i++) {
            learn(i % 3);
        }
        assertThat(sketch.rarity(sketch.depth(100, 0))).isGreaterThan(sketch.rarity(sketch.depth(1, 0)));
    }

    private void learn(double... values) {
        for (double value : values) {
            sketch.learn(value, sketch.depth(value, 0));
        }
    }
}
