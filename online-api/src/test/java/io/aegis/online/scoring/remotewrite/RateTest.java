/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rates and quantiles, as Prometheus calculates them. */
class RateTest {

    private static final long KEEP = 200_000;
    private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

    private final SampleWindow window = new SampleWindow();

    private void add(long seconds, double value) {
        assertThat(window.add(seconds * 1_000, value, KEEP)).isTrue();
    }

    private double rate(long untilSeconds) {
        return window.rate(untilSeconds * 1_000, 120_000).orElse(Double.NaN);
    }

    @Test
    void a_steady_counter_has_its_slope_for_a_rate_wherever_the_window_cuts() {
        for (int i = 0; i <= 12; i++) {
            add(7 + 15L * i, 1_000 + 30.0 * i);
        }

        assertThat(rate(180)).isCloseTo(2, within(1e-9));
    }

    @Test
    void a_reset_counts_what_was_counted_after_it() {
        add(60, 1_000);
        add(90, 1_060);
        add(120, 20);
        add(150, 80);
        add(180, 140);

        assertThat(rate(180)).isCloseTo((60 + 20 + 60 + 60) / 120.0, within(1e-9));
    }

    @Test
    void a_gap_or_an_end_is_not_filled_by_more_than_half_a_distance() {
        add(75, 100);
        add(90, 115);
        add(105, 130);
        add(120, STALE);

        assertThat(rate(180)).isCloseTo(30 * (30 + 7.5 + 15) / 30 / 120, within(1e-9));
        assertThat(rate(300)).isNaN();
    }

    @Test
    void a_new_counter_was_not_below_zero_before_it_began() {
        add(100, 1);
        add(110, 11);
        add(120, 21);

        assertThat(rate(120)).isCloseTo(20 * 21.0 / 20 / 120, within(1e-9));
    }

    @Test
    void one_sample_is_no_rate_and_an_older_one_is_not_taken() {
        add(100, 1);

        assertThat(rate(120)).isNaN();
        assertThat(window.add(100_000, 5, KEEP)).isFalse();
    }

    @Test
    void a_value_is_current_for_five_minutes_unless_it_ended() {
        add(100, 7);

        assertThat(window.newest(399_000)).hasValue(7);
        assertThat(window.newest(400_000)).isEmpty();
        assertThat(window.newest(99_000)).isEmpty();
        add(110, STALE);
        assertThat(window.newest(120_000)).isEmpty();
    }

    @Property
    void a_dense_counter_is_thinned_and_keeps_its_rate(
            @ForAll @IntRange(min = 100, max = 2_000) int distanceMillis,
            @ForAll @DoubleRange(min = 0.1, max = 1_000) double perSecond) {
        SampleWindow dense = new SampleWindow();
        for (long millis = 0; millis <= 600_000; millis += distanceMillis) {
            dense.add(millis, 500 + perSecond * millis / 1_000, KEEP);
        }

        assertThat(dense.rate(590_000, 120_000).orElseThrow()).isCloseTo(perSecond, within(perSecond * 0.01));
    }

    @Property
    void a_reset_in_a_dense_counter_is_never_a_rate_below_zero(
            @ForAll List<@DoubleRange(min = 0, max = 1_000) Double> values) {
        SampleWindow any = new SampleWindow();
        IntStream.range(0, values.size()).forEach(i -> any.add(1_000L * i, values.get(i), KEEP));

        assertThat(any.rate(120_000, 120_000).orElse(0)).isNotNegative();
    }

    private static ClassicBuckets buckets(double... boundsAndCounts) {
        ClassicBuckets buckets = new ClassicBuckets();
        for (int i = 0; i < boundsAndCounts.length; i += 2) {
            buckets.add(boundsAndCounts[i], boundsAndCounts[i + 1]);
        }
        return buckets;
    }

    @Test
    void a_quantile_lies_straight_within_its_bucket() {
        ClassicBuckets buckets = buckets(0.1, 5, 0.5, 10, 1, 20, Double.POSITIVE_INFINITY, 20);

        assertThat(buckets.quantile(0.5)).isEqualTo(0.5);
        assertThat(buckets.quantile(0.75)).isEqualTo(0.75);
        assertThat(buckets.quantile(0.125)).isEqualTo(0.05);
    }

    @Test
    void beyond_the_last_bound_that_bound_is_told_and_what_cannot_be_is_no_number() {
        assertThat(buckets(1, 5, Double.POSITIVE_INFINITY, 10).quantile(0.9)).isEqualTo(1);
        assertThat(buckets(-1, 5, 1, 6, Double.POSITIVE_INFINITY, 6).quantile(0.1))
                .isEqualTo(-1);
        assertThat(buckets(1, 5, 2, 4, Double.POSITIVE_INFINITY, 10).quantile(0.5))
                .isEqualTo(1);
        assertThat(buckets(1, 5, 2, 5).quantile(0.5)).isNaN();
        assertThat(buckets(Double.POSITIVE_INFINITY, 5).quantile(0.5)).isNaN();
        assertThat(buckets(1, 0, Double.POSITIVE_INFINITY, 0).quantile(0.5)).isNaN();
        assertThat(buckets(1, 0, Double.POSITIVE_INFINITY, 2).quantile(0)).isEqualTo(0);
    }

    @Test
    void a_bound_is_a_number() {
        assertThat(UpperBound.of("+Inf")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(UpperBound.of("0.25")).hasValue(0.25);
        assertThat(UpperBound.of("")).isEmpty();
        assertThat(UpperBound.of("NaN")).isEmpty();
        assertThat(UpperBound.of("much")).isEmpty();
        assertThat(UpperBound.of("1".repeat(40))).isEmpty();
    }
}
