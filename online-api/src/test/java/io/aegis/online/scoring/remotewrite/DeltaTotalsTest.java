/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.scoring.remotewrite.RemoteSeries.Sample;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeltaTotalsTest {

    private static final SeriesKey ONE = new SeriesKey(1, 1);
    private static final SeriesKey OTHER = new SeriesKey(2, 2);

    private final DeltaTotals totals = new DeltaTotals(10);

    private static NativeHistogram buckets(long millis, double... counts) {
        double[] bounds = new double[counts.length - 1];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = i;
        }
        return ObservedHistogram.listed(bounds, counts, Double.NaN).at(millis);
    }

    @Test
    void what_is_added_adds_up_from_where_it_began() {
        assertThat(totals.add(ONE, OptionalLong.of(10), 20, 3)).containsExactly(new Sample(10, 0), new Sample(20, 3));
        assertThat(totals.add(ONE, OptionalLong.of(20), 30, 4)).containsExactly(new Sample(30, 7));
        // A pause, in which nothing was added.
        assertThat(totals.add(ONE, OptionalLong.of(50), 60, 1)).containsExactly(new Sample(50, 7), new Sample(60, 8));
        assertThat(totals.add(OTHER, OptionalLong.empty(), 60, 1)).containsExactly(new Sample(60, 1));
    }

    @Test
    void what_comes_twice_or_late_is_not_added() {
        totals.add(ONE, OptionalLong.of(10), 20, 3);

        assertThat(totals.add(ONE, OptionalLong.of(10), 20, 3)).isEmpty();
        assertThat(totals.add(ONE, OptionalLong.of(5), 10, 3)).isEmpty();
        assertThat(totals.add(ONE, OptionalLong.of(40), 30, 1)).containsExactly(new Sample(30, 4));
        assertThat(totals.add(OTHER, OptionalLong.of(10), buckets(20, 1, 2))).hasSize(2);
        assertThat(totals.add(OTHER, OptionalLong.of(10), buckets(20, 1, 2))).isEmpty();
    }

    @Test
    void histograms_add_up_and_other_bounds_begin_anew() {
        assertThat(totals.add(ONE, OptionalLong.of(10), buckets(20, 1, 2)))
                .extracting(NativeHistogram::millis, NativeHistogram::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(10L, 0.0), org.assertj.core.groups.Tuple.tuple(20L, 3.0));
        List<NativeHistogram> second = totals.add(ONE, OptionalLong.of(20), buckets(30, 4, 0));
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().positive().at(0)).isEqualTo(5);
        assertThat(second.getFirst().positive().at(1)).isEqualTo(2);
        assertThat(totals.add(ONE, OptionalLong.of(30), buckets(40, 1, 1, 1)))
                .extracting(NativeHistogram::count)
                .containsExactly(3.0);
    }

    @Test
    void who_was_heard_of_longest_ago_makes_room() {
        for (int i = 0; i < 11; i++) {
            totals.add(new SeriesKey(i, 0), OptionalLong.empty(), 10, 5);
        }
        assertThat(totals.add(new SeriesKey(0, 0), OptionalLong.empty(), 20, 1)).containsExactly(new Sample(20, 1));
        assertThat(totals.add(new SeriesKey(10, 0), OptionalLong.empty(), 20, 1))
                .containsExactly(new Sample(20, 6));
        // A histogram with many buckets takes the place of many.
        totals.add(ONE, OptionalLong.empty(), buckets(30, new double[100]));
        assertThat(totals.add(new SeriesKey(10, 0), OptionalLong.empty(), 30, 1))
                .containsExactly(new Sample(30, 1));
    }
}
