/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DistributionTest {

    private static final double[] BOUNDS = {1, 2, 4};

    private static double quantile(double share, double... counts) {
        return new Distribution(BOUNDS, counts).quantile(share).orElse(Double.NaN);
    }

    /** What {@code histogram_quantile} of Prometheus gives for the same cumulative buckets. */
    @Test
    void a_quantile_lies_where_prometheus_puts_it() {
        assertThat(quantile(0.5, 10, 0, 0, 0)).isEqualTo(0.5);
        assertThat(quantile(0.5, 5, 5, 10, 0)).isEqualTo(2);
        assertThat(quantile(0.75, 5, 5, 10, 0)).isEqualTo(3);
        assertThat(quantile(0.95, 0, 0, 1, 99)).isEqualTo(4);
        assertThat(new Distribution(new double[] {-1, 3}, new double[] {1, 1, 0}).quantile(0.5))
                .hasValueCloseTo(-1.0, within(1e-12));
    }

    @Test
    void nothing_has_no_quantile() {
        assertThat(quantile(0.95, 0, 0, 0, 0)).isNaN();
        assertThat(new Distribution(new double[0], new double[] {5}).quantile(0.5))
                .isEmpty();
        assertThatThrownBy(() -> new Distribution(BOUNDS, BOUNDS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void a_larger_share_lies_no_lower_and_within_the_bounds(
            @ForAll @Size(4) int @IntRange(max = 1_000) [] counts, @ForAll @DoubleRange(max = 0.98) double share) {
        double[] values = new double[4];
        for (int i = 0; i < values.length; i++) {
            values[i] = counts[i];
        }
        double lower = quantile(share, values);
        double higher = quantile(Math.min(1, share + 0.01), values);
        if (!Double.isNaN(lower)) {
            assertThat(lower).isBetween(0.0, 4.0).isLessThanOrEqualTo(higher);
        }
    }
}
