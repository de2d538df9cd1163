/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void the_order_of_labels_changes_nothing() {
        var forth = new LinkedHashMap<String, String>();
        forth.put("pod", "api-1");
        forth.put("zone", "b");
        var back = new LinkedHashMap<String, String>();
        back.put("zone", "b");
        back.put("pod", "api-1");
        Series one = Series.of(MetricType.CPU_USAGE, forth);
        Series other = Series.of(MetricType.CPU_USAGE, back);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.hash()).isEqualTo(other.hash()).hasSize(Series.HASH_LENGTH);
    }

    @Test
    void what_was_told_of_a_series_stays_whoever_changes_it() {
        Series one = series(Map.of("pod", "api-1"));
        one.hash()[0]++;
        assertThat(one.hash()).isEqualTo(series(Map.of("pod", "api-1")).hash());
        assertThat(one)
                .isNotEqualTo(Series.of(MetricType.DISK_IO, Map.of("pod", "api-1")))
                .isNotEqualTo("api-1")
                .hasToString("Series[type=CPU_USAGE, labels={pod=api-1}]");
    }

    @Test
    void series_that_differ_have_different_hashes_even_where_their_texts_run_together() {
        byte[] hash = series(Map.of("a", "bc")).hash();
        assertThat(hash).isNotEqualTo(series(Map.of("ab", "c")).hash());
        assertThat(hash).isNotEqualTo(series(Map.of("a", "b", "c", "")).hash());
        assertThat(hash)
                .isNotEqualTo(Series.of(MetricType.DISK_IO, Map.of("a", "bc")).hash());
    }

    @Test
    void series_of_other_names_values_or_numbers_of_labels_are_others_and_have_an_order() {
        Map<String, String> labels = Map.of("a", "1", "b", "2");
        Series one = Series.of(MetricType.CPU_USAGE, labels);
        Series same = Series.of(MetricType.DISK_IO, labels);
        assertThat(one.compareLabels(same)).isZero();
        for (Map<String, String> others : List.of(
                Map.of("a", "1", "b", "3"),
                Map.of("a", "1", "c", "2"),
                Map.of("a", "1", "b", "2", "c", "3"),
                Map.of("b", "1"))) {
            Series other = Series.of(MetricType.CPU_USAGE, others);
            assertThat(other).isNotEqualTo(one);
            assertThat(one.compareLabels(other)).as("%s", others).isNegative();
            assertThat(other.compareLabels(one)).as("%s", others).isPositive();
        }
    }

    @Test
    void series_share_texts_and_stay_the_same() {
        Series one = Series.of(MetricType.CPU_USAGE, Map.of("pod", "api"));
        Map<String, String> texts = Map.of("pod", "pod", "api", "api");
        assertThat(one.sharing(text -> texts.getOrDefault(text, text)))
                .isEqualTo(one)
                .hasSameHashCodeAs(one);
        byte[] hash = one.hash();
        Series asked = one.sharing(text -> texts.getOrDefault(text, text));
        assertThat(asked.hash()).isEqualTo(hash);
        assertThat(asked.service()).isEqualTo(one.service());
    }

    /** "Aa" and "BB" have one hash code. */
    @Test
    void series_are_told_apart_by_their_labels_where_their_hash_codes_are_alike() {
        Series one = Series.of(MetricType.CPU_USAGE, Map.of("pod", "Aa"));
        assertThat(one).hasSameHashCodeAs(Series.of(MetricType.CPU_USAGE, Map.of("pod", "BB")));
        assertThat(one).isNotEqualTo(Series.of(MetricType.CPU_USAGE, Map.of("pod", "BB")));
        assertThat(one).isEqualTo(Series.of(MetricType.CPU_USAGE, Map.of("pod", "Aa")));
    }

    @Test
    void the_most_telling_label_names_the_service() {
        assertThat(series(Map.of("pod", "api-1", "service", "api")).service()).contains("api");
        assertThat(series(Map.of("pod", "api-1", "service", "")).service()).contains("api-1");
        assertThat(series(Map.of("zone", "b")).service()).isEmpty();
    }

    @Test
    void labels_that_are_no_labels_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> series(Map.of("", "x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series(Map.of("x".repeat(Series.MAX_NAME_LENGTH + 1), "x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series(Map.of("x", "x".repeat(Series.MAX_VALUE_LENGTH + 1))));
        assertThatIllegalArgumentException().isThrownBy(() -> series(Map.of("x", "\ud800")));
        assertThatIllegalArgumentException().isThrownBy(() -> series(Map.of("x", "\udc00\ud800")));
        assertThat(series(Map.of("x", "\ud834\udd1e")).labels()).containsEntry("x", "\ud834\udd1e");
        var many = new LinkedHashMap<String, String>();
        IntStream.rangeClosed(0, Series.MAX_LABELS).forEach(i -> many.put("label" + i, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> series(many));
    }

    private static Series series(Map<String, String> labels) {
        return Series.of(MetricType.CPU_USAGE, labels);
    }
}
