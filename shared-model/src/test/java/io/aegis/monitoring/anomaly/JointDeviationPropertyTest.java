/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JointDeviationPropertyTest {

    private static final double[] HARD = {
        0, -0.0, 1e300, -1e300, Double.MAX_VALUE, Double.MIN_VALUE, 1e-300, Double.NaN, Double.POSITIVE_INFINITY, 1, 2
    };

    /** Rows of which some series are ordinary, some constant, and some take hard values now and then. */
    private static double[] row(Random random, int width) {
        double[] values = new double[width];
        Arrays.setAll(
                values,
                column -> column % 3 == 2
                        ? 5
                        : random.nextInt(8) == 0 ? HARD[random.nextInt(HARD.length)] : random.nextGaussian());
        return values;
    }

    @Property(tries = 60)
    void ratios_are_numbers_whatever_comes_and_the_same_again(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = JointDeviation.MOST_SERIES) int width) {
        var random = new Random(seed);
        var joint = new JointDeviation(width);
        var again = new JointDeviation(width);
        for (int i = 0; i < 400; i++) {
            double[] values = row(random, width);
            double[] expected = row(random, width);
            double ratio = joint.ratio(values, expected);
            assertThat(ratio).as("row %s", i).isFinite().isNotNegative();
            assertThat(again.ratio(values, expected)).as("row %s", i).isEqualTo(ratio);
            joint.learn(values, expected);
            again.learn(values, expected);
        }
    }
}
