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
            values.put(minute, mean);
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
    void the_newest_word_about_a_minute_counts() {
        MinuteValues values = new MinuteValues();
        values.put(5, 1);
        values.put(5, 2);

        assertThat(values.at(5)).hasValue(2);
        assertThat(values.at(6)).isEmpty();
        assertThat(values.before(5, 10)).isEmpty();
        assertThat(values.before(6, 10)).containsExactly(2);
    }

    @Test
    void a_past_is_worked_out_again_when_a_minute_of_it_changes_and_only_then() {
        MinuteValues values = new MinuteValues();
        for (int minute = 0; minute < 20; minute++) {
            values.put(minute, 10);
        }
        MetricPast past = values.past(20, 100);
        values.put(20, 50);
        values.put(21, 50);
        assertThat(values.past(20, 100)).isSameAs(past);
        values.put(3, 11);
        assertThat(values.past(20, 100)).isNotSameAs(past);
        assertThat(values.past(21, 100)).isNotSameAs(values.past(20, 100));
    }
}
