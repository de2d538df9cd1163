/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.failure.MetricPast;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MinuteValuesTest {

    @Test
    void whatever_the_order_they_are_a_sorted_bounded_map() {
        Random random = new Random(7);
        MinuteValues values = new MinuteValues();
        TreeMap<Long, Double> expected = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            long minute = 1_000L + random.nextInt(1_500);
            double mean = random.nextInt(100);
            boolean tooOld = expected.size() == MinuteValues.MOST && minute < expected.firstKey();
            values.put(minute, new MinuteSum(mean, 1));
            if (!tooOld) {
                expected.put(minute, mean);
            }
            while (expected.size() > MinuteValues.MOST) {
                expected.pollFirstEntry();
            }
        }

        for (long minute = 990; minute < 2_510; minute += 7) {
            List<Double> before =
                    new ArrayList<>(expected.subMap(minute - 100, minute).values());
            assertThat(values.before(minute, 100))
                    .as("before %d", minute)
                    .containsExactly(
                            before.stream().mapToDouble(Double::doubleValue).toArray());
            Double mean = expected.get(minute);
            assertThat(values.at(minute).isPresent()).as("at %d", minute).isEqualTo(mean != null);
        }
    }

    @Test
    void of_a_minute_counts_what_has_the_most_samples_and_of_equals_the_newest() {
        MinuteValues values = new MinuteValues();
        values.put(5, new MinuteSum(1, 1));
        values.put(5, new MinuteSum(2, 1));
        assertThat(values.at(5)).hasValue(2);
        values.put(5, new MinuteSum(30, 3));
        values.put(5, new MinuteSum(8, 2));
        assertThat(values.at(5)).hasValue(10);
        assertThat(values.at(6)).isEmpty();
        assertThat(values.before(5, 10)).isEmpty();
        assertThat(values.before(6, 10)).containsExactly(10);
        assertThat(values.size()).isEqualTo(1);
    }

    @Test
    void samples_that_come_later_join_those_of_their_minute() {
        MinuteValues values = new MinuteValues();
        values.add(5, new MinuteSum(10, 1));
        values.add(5, new MinuteSum(10, 1));
        values.add(5, new MinuteSum(100, 1));
        assertThat(values.at(5)).hasValue(40);
        values.add(5, new MinuteSum(120, 3));
        assertThat(values.at(5)).hasValue(40);
        values.put(5, new MinuteSum(50, 5));
        assertThat(values.at(5)).as("it has six already").hasValue(40);
    }

    @Test
    void more_samples_than_can_be_counted_still_have_a_mean() {
        MinuteValues values = new MinuteValues();
        values.add(5, new MinuteSum(70_000, 70_000));
        values.add(5, new MinuteSum(3, 1));
        assertThat(values.at(5).orElseThrow()).isBetween(1.0, 1.001);
    }

    @Test
    void values_of_any_size_have_a_mean_that_is_a_number() {
        MinuteValues values = new MinuteValues();
        values.add(5, new MinuteSum(1e300, 1));
        values.add(5, new MinuteSum(-1e300, 1));
        values.add(6, new MinuteSum(-1e300, 1));
        values.put(6, MinuteSum.ofMean(-Double.MAX_VALUE, 1_000));
        assertThat(values.at(5).orElseThrow()).isFinite();
        assertThat(values.at(6)).hasValue(-Float.MAX_VALUE);
    }

    @Test
    void a_past_is_worked_out_again_when_a_minute_of_it_changes_and_only_then() {
        MinuteValues values = new MinuteValues();
        for (int minute = 0; minute < 20; minute++) {
            values.put(minute, new MinuteSum(10, 1));
        }
        MetricPast past = values.past(20, 100);
        values.put(20, new MinuteSum(50, 1));
        values.put(21, new MinuteSum(50, 1));
        values.put(4, new MinuteSum(20, 2));
        assertThat(values.past(20, 100)).isSameAs(past);
        values.put(3, new MinuteSum(11, 1));
        assertThat(values.past(20, 100)).isNotSameAs(past);
        assertThat(values.past(21, 100)).isNotSameAs(values.past(20, 100));
        MetricPast again = values.past(20, 100);
        values.add(-1, new MinuteSum(10, 1));
        assertThat(values.past(20, 100)).isNotSameAs(again);
    }
}
