/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringWordsTest {

    @ParameterizedTest
    @CsvSource({"0,LOW", "0.49,LOW", "0.5,MEDIUM", "0.69,MEDIUM", "0.7,HIGH", "0.89,HIGH", "0.9,CRITICAL", "1,CRITICAL"
    })
    void a_score_has_a_severity(double score, Severity severity) {
        assertThat(Severity.of(score)).isEqualTo(severity);
        assertThat(severity.least()).isLessThanOrEqualTo(score);
        assertThat(severity.label()).isLowerCase();
    }

    @ParameterizedTest
    @EnumSource
    void every_metric_type_is_found_by_its_name(MetricType type) {
        assertThat(MetricType.ofLabel(type.label())).contains(type);
    }

    @ParameterizedTest
    @EnumSource
    void every_action_is_found_by_its_name(RemediationAction action) {
        assertThat(RemediationAction.ofLabel(action.label())).contains(action);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CPU_USAGE", "cpu", "cpu_usage "})
    void other_names_are_nothing(String name) {
        assertThat(MetricType.ofLabel(name)).isEmpty();
        assertThat(RemediationAction.ofLabel(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_sample_is_finite(double value) {
        Series series = Series.of(MetricType.CPU_USAGE, Map.of());
        assertThatIllegalArgumentException().isThrownBy(() -> new MetricSample(series, value, Instant.EPOCH));
    }

    @Test
    void samples_come_in_the_order_of_time_and_then_of_value() {
        Series series = Series.of(MetricType.CPU_USAGE, Map.of());
        var late = new MetricSample(series, 1, Instant.ofEpochSecond(2));
        var large = new MetricSample(series, 9, Instant.ofEpochSecond(1));
        var small = new MetricSample(series, 3, Instant.ofEpochSecond(1));
        assertThat(Stream.of(late, large, small).sorted(MetricSample.IN_TIME)).containsExactly(small, large, late);
    }
}
