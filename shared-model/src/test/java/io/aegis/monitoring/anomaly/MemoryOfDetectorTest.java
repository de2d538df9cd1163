/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.aegis.monitoring.MetricType;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryOfDetectorTest {

    @Property(tries = 200)
    void the_median_of_recent_values_is_that_of_the_last_ones_sorted(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = -9, max = 9) Integer> values,
            @ForAll @IntRange(min = 1, max = 12) int capacity) {
        var recent = new RecentValues(capacity);
        for (int i = 0; i < values.size(); i++) {
            recent.add(values.get(i));
            double[] last = values.subList(Math.max(0, i + 1 - capacity), i + 1).stream()
                    .mapToDouble(Integer::doubleValue)
                    .sorted()
                    .toArray();
            double median = (last[(last.length - 1) / 2] + last[last.length / 2]) / 2;
            assertThat(recent.median()).as("%s, %s", values, capacity).isEqualTo(median);
        }
    }

    @Property(tries = 200)
    void a_strength_passes_when_none_as_great_came_shortly_before(
            @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 0, max = 20) Integer> strengths,
            @ForAll @IntRange(min = 1, max = 30) int rows) {
        var debounce = new Debounce(rows);
        for (int i = 0; i < strengths.size(); i++) {
            int strength = strengths.get(i);
            boolean met = strengths.subList(Math.max(0, i - rows), i).stream().anyMatch(before -> before >= strength);
            assertThat(debounce.passes(strength, strength, i))
                    .as("%s at %s", strengths, i)
                    .isEqualTo(!met);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.2, VALUE, 2, RESIDUAL, 10, false",
        "1.2, VALUE, 2.2, VALUE, 1, true",
        "1.2, RESIDUAL, 1.3, VALUE, 60, false",
        "1.2, VALUE, 1.1, VALUE, 61, true",
        "1.2, VALUE, 1.1, LEVEL, 1, true",
        "1.2, LEVEL, 1.1, RESIDUAL, 1, true",
        "1.2, LEVEL, 2, LEVEL, 1, false",
        "1.0, VALUE, 1.1, VALUE, 1, true"
    })
    void a_second_alert_is_much_stronger_or_about_another_matter(
            double first, View firstView, double second, View secondView, long later, boolean news) {
        var alerts = new SecondAlerts(60);
        assertThat(alerts.news(first, 1, firstView, 500)).isTrue();
        assertThat(alerts.news(second, 1, secondView, 500 + later)).isEqualTo(news);
    }

    @Test
    void what_is_much_further_off_is_news_though_hardly_stronger() {
        var alerts = new SecondAlerts(60);
        assertThat(alerts.news(3.6, 25, View.VALUE, 0)).isTrue();
        assertThat(alerts.news(3.7, 60, View.VALUE, 1)).isFalse();
        assertThat(alerts.news(3.7, 98, View.VALUE, 2)).isTrue();
    }

    @Test
    void what_was_no_news_does_not_keep_silent_what_comes_later() {
        var alerts = new SecondAlerts(60);
        assertThat(alerts.news(1.2, 1, View.VALUE, 0)).isTrue();
        assertThat(alerts.news(2, 1, View.VALUE, 30)).isFalse();
        assertThat(alerts.news(1.2, 1, View.VALUE, 61)).isTrue();
    }

    @Test
    void an_alert_of_which_nobody_was_told_keeps_nothing_silent() {
        var alerts = new SecondAlerts(60);
        assertThat(alerts.news(1.2, 1, View.VALUE, 0)).isTrue();
        alerts.untold(1);
        assertThat(alerts.news(1.3, 1, View.VALUE, 2)).isFalse();
        alerts.untold(0);
        assertThat(alerts.news(1.3, 1, View.VALUE, 3)).isTrue();
    }

    @Test
    void repeated_alarms_of_one_side_habituate() {
        var damping = new AlarmDamping(10);
        assertThat(damping.discounted(4, 20, 100)).isEqualTo(4);
        damping.learn(4, 20, 100);
        damping.learn(4, 30, 105);
        assertThat(damping.discounted(4, 20, 105)).as("still the same episode").isEqualTo(4);
        assertThat(damping.discounted(4, 50, 200)).isCloseTo(4 / 1.05, within(1e-12));
        assertThat(damping.discounted(4, 70, 200)).as("much further off").isEqualTo(4);
        assertThat(damping.discounted(4, -20, 200)).as("the other side").isEqualTo(4);
        for (int i = 2; i < 60; i++) {
            damping.learn(4, 20, 100L * i);
        }
        assertThat(damping.discounted(4, 20, 9_000)).isCloseTo(4 / 1.3, within(1e-12));
    }

    @Property(tries = 100)
    void a_slot_is_what_was_seen_in_it_whatever_came_in_others(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 167) Integer> slots) {
        var table = new SlotTable(604_800, 168);
        var first = new TreeMap<Integer, Integer>();
        for (int i = 0; i < slots.size(); i++) {
            int slot = slots.get(i);
            assertThat(table.visited(slot)).as("%s of %s", slot, slots).isEqualTo(first.containsKey(slot));
            first.putIfAbsent(slot, i);
            table.learn(slot, i, 0);
        }
        for (int slot = 0; slot < 168; slot++) {
            assertThat(table.visited(slot)).isEqualTo(first.containsKey(slot));
            if (table.visited(slot)) {
                assertThat(table.value(slot))
                        .isEqualTo(first.getOrDefault(slot, -1).doubleValue());
            }
        }
    }

    @Test
    void slots_are_parts_of_the_period() {
        var table = new SlotTable(86_400, 48);
        assertThat(table.slot(0)).isZero();
        assertThat(table.slot(86_399)).isEqualTo(47);
        assertThat(table.slot(86_400 + 1_800)).isEqualTo(1);
        assertThat(table.slot(-1)).isEqualTo(47);
    }

    @Test
    void quiet_and_early_values_are_not_remembered() {
        var damping = new AlarmDamping(10);
        damping.learn(2.7, 20, 100);
        damping.learn(9, 20, 49);
        assertThat(damping.discounted(4, 20, 200)).isEqualTo(4);
    }

    @Test
    void a_median_of_depths_lies_within_its_bin() {
        var depths = new DepthHistogram();
        assertThat(depths.median()).isZero();
        depths.add(1.0);
        depths.add(1.05);
        depths.add(3);
        depths.add(1e9);
        assertThat(depths.median()).isCloseTo(1.2, within(1e-9));
        depths.halve();
        assertThat(depths.median()).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void windows_follow_the_warm_up() {
        assertThat(Windows.ofWarmup(750)).isEqualTo(new Windows(750, 150, 12, 250, 250, 112.5));
        assertThat(Windows.ofWarmup(1)).isEqualTo(new Windows(1, 3, 1, 1, 1, 0.15));
        assertThatIllegalArgumentException().isThrownBy(() -> Windows.ofWarmup(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Windows.ofWarmup(Windows.MAX_WARMUP + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "CPU_USAGE,95,.88",
        "CPU_USAGE,90,.666",
        "MEMORY_USAGE,95,.88",
        "ERROR_RATE,.45,.985",
        "ERROR_RATE,.01,.0007",
        "RESPONSE_TIME,10000,.995",
        "RESPONSE_TIME,1000,.174",
        "CPU_USAGE,-5,0",
        "DISK_IO,1e9,0"
    })
    void a_prior_scores_what_its_documentation_says(MetricType type, double value, double score) {
        assertThat(Calibration.score(Prior.of(type).strength(value))).isCloseTo(score, within(0.001));
    }

    @Test
    void the_score_of_the_alert_strength_is_that_of_the_threshold() {
        assertThat(Calibration.score(Calibration.ALERT_STRENGTH)).isCloseTo(0.85, within(1e-12));
        assertThat(Calibration.score(0)).isZero();
        assertThat(Calibration.score(0.55)).isCloseTo(0.09, within(0.01));
    }

    @Test
    void the_three_strongest_series_speak_for_a_service() {
        assertThat(ServiceStrength.of(0.1, 3, 1, 2)).isEqualTo(2);
        assertThat(ServiceStrength.of(1, 2)).isEqualTo(1.5);
        assertThat(ServiceStrength.of()).isZero();
    }
}
