/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NativeHistogramTest {

    private static NativeHistogram histogram(long seconds, int schema, int[] indexes, double... counts) {
        BucketCounts buckets = BucketCounts.of(indexes, counts);
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return new NativeHistogram(
                seconds * 1_000, schema, sum, 0, 0, buckets, BucketCounts.NONE, List.of(), false, false);
    }

    @Test
    void a_quantile_lies_within_its_bucket_and_moves_as_its_width_does() {
        // Schema 0: buckets end at powers of two; index 3 is (4, 8].
        NativeHistogram histogram = histogram(0, 0, new int[] {3}, 10);

        assertThat(histogram.quantile(0.5)).isCloseTo(Math.sqrt(32), within(1e-9));
        assertThat(histogram.quantile(1)).isCloseTo(8, within(1e-9));
        assertThat(histogram(0, 0, new int[] {3}, 0).quantile(0.5)).isNaN();
    }

    @Test
    void zero_and_what_is_below_it_come_first() {
        NativeHistogram histogram = new NativeHistogram(
                0,
                0,
                4,
                0.5,
                2,
                BucketCounts.of(new int[] {1}, new double[] {1}),
                BucketCounts.of(new int[] {1}, new double[] {1}),
                List.of(),
                false,
                false);

        assertThat(histogram.quantile(0)).isEqualTo(-2);
        assertThat(histogram.quantile(0.5)).isCloseTo(0, within(1e-9));
        assertThat(histogram.quantile(1)).isCloseTo(2, within(1e-9));
    }

    @Test
    void listed_bounds_are_those_of_a_classic_histogram() {
        NativeHistogram custom = new NativeHistogram(
                0,
                NativeHistogram.CUSTOM,
                20,
                0,
                0,
                BucketCounts.of(new int[] {0, 1, 2, 3}, new double[] {5, 5, 8, 2}),
                BucketCounts.NONE,
                List.of(0.1, 0.5, 1.0),
                false,
                false);

        assertThat(custom.known()).isTrue();
        assertThat(custom.quantile(0.125)).isCloseTo(0.05, within(1e-9));
        assertThat(custom.quantile(0.5)).isCloseTo(0.5, within(1e-9));
        assertThat(custom.quantile(0.99)).isEqualTo(1);
        assertThat(custom.fits(histogram(0, 0, new int[] {1}, 1))).isFalse();
    }

    @Test
    void coarser_buckets_hold_two_finer_ones_each() {
        BucketCounts coarser = BucketCounts.of(new int[] {-1, 0, 1, 2, 3}, new double[] {1, 2, 4, 8, 16})
                .coarser(1);

        assertThat(coarser.size()).isEqualTo(3);
        assertThat(coarser.at(0)).isEqualTo(3);
        assertThat(coarser.at(1)).isEqualTo(12);
        assertThat(coarser.at(2)).isEqualTo(16);
    }

    @Test
    void resets_are_noticed_by_any_count_that_fell() {
        NativeHistogram before = histogram(0, 1, new int[] {1, 2}, 4, 4);

        assertThat(histogram(1, 1, new int[] {1, 2}, 4, 5).resetSince(before)).isFalse();
        assertThat(histogram(1, 1, new int[] {1, 2}, 3, 9).resetSince(before)).isTrue();
        assertThat(histogram(1, 1, new int[] {2}, 3).resetSince(before)).isTrue();
        assertThat(histogram(1, 0, new int[] {1}, 9).resetSince(before)).isFalse();
        assertThat(histogram(1, 2, new int[] {1}, 9).resetSince(before)).isTrue();
        assertThat(histogram(1, 9, new int[] {1}, 9).known()).isFalse();
    }

    @Test
    void a_rate_adds_what_was_before_a_reset_and_reads_other_resolutions() {
        HistogramWindow window = new HistogramWindow();
        window.add(histogram(60, 1, new int[] {1, 2}, 100, 100), 200_000);
        window.add(histogram(90, 1, new int[] {1, 2}, 130, 130), 200_000);
        window.add(histogram(120, 1, new int[] {1, 2}, 30, 30), 200_000);
        window.add(histogram(150, 0, new int[] {1}, 120), 200_000);
        window.add(histogram(180, 0, new int[] {1}, 180), 200_000);
        assertThat(window.add(histogram(180, 0, new int[] {1}, 180), 200_000)).isFalse();

        NativeHistogram rate = window.rate(180_000, 120_000).orElseThrow();

        assertThat(rate.count()).isCloseTo((60 + 60 + 60 + 60) / 120.0, within(1e-9));
        assertThat(rate.positive().at(1)).isCloseTo(2, within(1e-9));
        assertThat(window.rate(60_000, 120_000)).isEqualTo(Optional.empty());
        assertThat(window.buckets()).isEqualTo(8);
    }

    @Property
    void the_quantile_of_a_fine_histogram_is_that_of_what_it_counted(
            @ForAll @Size(min = 20, max = 200) List<@DoubleRange(min = 0.01, max = 100) Double> values) {
        int[] indexes = values.stream()
                .mapToInt(value -> (int) Math.ceil(Math.log(value) / Math.log(2) * 256))
                .distinct()
                .sorted()
                .toArray();
        double[] counts = new double[indexes.length];
        for (double value : values) {
            counts[java.util.Arrays.binarySearch(indexes, (int) Math.ceil(Math.log(value) / Math.log(2) * 256))]++;
        }
        List<Double> sorted = values.stream().sorted().toList();
        double exact = sorted.get((int) Math.ceil(0.9 * sorted.size()) - 1);

        assertThat(histogram(0, 8, indexes, counts).quantile(0.9)).isCloseTo(exact, within(exact * 0.003));
    }
}
