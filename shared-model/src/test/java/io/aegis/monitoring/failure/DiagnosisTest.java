/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.logs.LogEntry;
import io.aegis.monitoring.logs.LogLevel;
import io.aegis.monitoring.logs.LogSigns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {

    private static final double NONE = Double.NaN;
    private static final LogSigns SILENT = new LogSigns(Optional.empty(), Optional.empty(), Optional.empty());

    /** An hour of what is usual for each type, then the window that a test gives. */
    private static final Map<MetricType, Double> USUAL = Map.of(
            MetricType.CPU_USAGE, 15.0,
            MetricType.MEMORY_USAGE, 30.0,
            MetricType.RESPONSE_TIME, 100.0,
            MetricType.REQUEST_RATE, 50.0,
            MetricType.ERROR_RATE, 0.0,
            MetricType.DISK_IO, 5.0);

    private final Map<MetricType, MetricEvidence> metrics = new EnumMap<>(MetricType.class);

    @Test
    void a_busy_processor_is_saturated() {
        window(MetricType.CPU_USAGE, 15, 80, 85, 90, 90);
        assertThat(diagnose(0, true)).isEqualTo(new Diagnosis(FailureType.CPU_SATURATION, 0.95, true));
    }

    @Test
    void a_processor_three_times_as_busy_as_usual_is_too_but_that_alone_is_no_failure() {
        window(MetricType.CPU_USAGE, 15, 50, 52, 50, 50);
        assertThat(diagnose(0, true)).isEqualTo(new Diagnosis(FailureType.CPU_SATURATION, 0.95, false));
    }

    @Test
    void memory_that_grows_when_the_processor_does_is_the_cause() {
        window(MetricType.CPU_USAGE, 15, 80, 85, 90, 90);
        window(MetricType.MEMORY_USAGE, 30, 45, 50, 50, 50);
        assertThat(diagnose(0, true).type()).isEqualTo(FailureType.MEMORY_PRESSURE);
    }

    @Test
    void memory_that_grows_later_is_not() {
        window(MetricType.CPU_USAGE, 80, 80, 85, 90, 90);
        window(MetricType.MEMORY_USAGE, 30, 30, 30, 45, 50);
        assertThat(diagnose(0, true).type()).isEqualTo(FailureType.CPU_SATURATION);
    }

    @Test
    void memory_alone_is_judged_by_its_own_onset_and_when_full_at_once() {
        window(MetricType.MEMORY_USAGE, 30, 30, NONE, 50, 55);
        assertThat(diagnose(0, true)).isEqualTo(new Diagnosis(FailureType.MEMORY_PRESSURE, 0.95, false));
        metrics.clear();
        metrics.put(
                MetricType.MEMORY_USAGE,
                MetricEvidence.of(MetricType.MEMORY_USAGE, new double[0], new double[] {NONE, 93}));
        assertThat(diagnose(0, false)).isEqualTo(new Diagnosis(FailureType.MEMORY_PRESSURE, 0.95, true));
    }

    @Test
    void a_first_sample_of_a_full_processor_is_a_failure() {
        metrics.put(MetricType.CPU_USAGE, MetricEvidence.of(MetricType.CPU_USAGE, new double[0], new double[] {95}));
        assertThat(diagnose(0, false)).isEqualTo(new Diagnosis(FailureType.CPU_SATURATION, 0.95, true));
    }

    @Test
    void memory_that_was_full_a_moment_ago_is_over() {
        window(MetricType.MEMORY_USAGE, 97, 30, 30, 30, 30);
        window(MetricType.RESPONSE_TIME, 100, 500, 500, 500, 500);
        assertThat(diagnose(0, true).type()).isEqualTo(FailureType.NETWORK_DELAY);
        assertThat(diagnose(0, false).type()).isEqualTo(FailureType.NETWORK_DELAY);
    }

    @ParameterizedTest
    @EnumSource(
            value = MetricType.class,
            names = {"CPU_USAGE", "MEMORY_USAGE"})
    void what_is_always_full_is_no_reason(MetricType type) {
        metrics.put(type, MetricEvidence.of(type, new double[] {95, 95, 95}, new double[] {95, 96, 95}));
        var suspect = new ServiceEvidence("api", metrics, 0);
        assertThat(Diagnosis.of(List.of(suspect), suspect, SILENT, false).sufficient())
                .isTrue();
        var used = new ServiceEvidence("api", metrics, 0, Set.of(type));
        assertThat(Diagnosis.of(List.of(used), used, SILENT, false).type()).isEqualTo(FailureType.UNKNOWN);
    }

    @Test
    void requests_that_always_fail_are_no_burst() {
        metrics.put(
                MetricType.ERROR_RATE,
                MetricEvidence.of(MetricType.ERROR_RATE, new double[] {0.3, 0.3}, new double[] {0.3, 0.3}));
        var suspect = new ServiceEvidence("api", metrics, 0, Set.of(MetricType.ERROR_RATE));
        assertThat(Diagnosis.of(List.of(suspect), suspect, SILENT, false).type())
                .isEqualTo(FailureType.UNKNOWN);
    }

    @Test
    void a_disk_three_times_as_busy_as_usual_is_saturated() {
        window(MetricType.DISK_IO, 5, 40, 40, 40, 40);
        assertThat(diagnose(0, true).type()).isEqualTo(FailureType.DISK_SATURATION);
    }

    @Test
    void requests_that_rise_everywhere_without_errors_are_a_surge() {
        window(MetricType.REQUEST_RATE, 50, 100, 150, 150, 150);
        assertThat(diagnose(0, true).type()).isEqualTo(FailureType.TRAFFIC_SURGE);
        assertThat(diagnose(9, true).type()).isEqualTo(FailureType.ERROR_BURST);
    }

    @Test
    void logs_are_weighed_against_slowness() {
        window(MetricType.RESPONSE_TIME, 100, 500, 500, 500, 500);
        assertThat(diagnose(1, true).type()).isEqualTo(FailureType.NETWORK_DELAY);
        assertThat(diagnose(30, true).type()).isEqualTo(FailureType.ERROR_BURST);
        assertThat(diagnose(0, false)).isEqualTo(new Diagnosis(FailureType.NETWORK_DELAY, 0.6, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_slow_minute_is_no_delay(boolean logs) {
        window(MetricType.RESPONSE_TIME, 100, 100, 2000, 100, 100);
        assertThat(diagnose(0, logs).type()).isEqualTo(FailureType.UNKNOWN);
        assertThat(diagnose(3, true).type()).isEqualTo(FailureType.ERROR_BURST);
    }

    @Test
    void slowness_is_weighed_by_how_long_it_lasts() {
        window(MetricType.RESPONSE_TIME, 100, 300, 300, 100, 100);
        assertThat(diagnose(5, true).type()).isEqualTo(FailureType.ERROR_BURST);
        window(MetricType.RESPONSE_TIME, 100, 300, 300, 300, 300);
        assertThat(diagnose(5, true).type()).isEqualTo(FailureType.NETWORK_DELAY);
    }

    @Test
    void a_few_failed_requests_anywhere_are_a_burst_beside_a_processor_with_room_left() {
        window(MetricType.ERROR_RATE, 0, 0, 0.04, 0.05, 0.05);
        var entry = new ServiceEvidence("entry", metrics, 0);
        metrics.clear();
        metrics.put(
                MetricType.CPU_USAGE,
                MetricEvidence.of(MetricType.CPU_USAGE, new double[] {5, 5, 5}, new double[] {5, 40, 40, 40, 40}));
        assertThat(diagnose(0, false).type()).isEqualTo(FailureType.CPU_SATURATION);
        assertThat(diagnoseBeside(entry, false).type()).isEqualTo(FailureType.ERROR_BURST);
        assertThat(diagnoseBeside(entry, true).type()).isEqualTo(FailureType.ERROR_BURST);
        window(MetricType.CPU_USAGE, 5, 90, 90, 90, 90);
        assertThat(diagnoseBeside(entry, true).type()).isEqualTo(FailureType.CPU_SATURATION);
    }

    private Diagnosis diagnoseBeside(ServiceEvidence other, boolean logs) {
        var suspect = new ServiceEvidence("api", metrics, 0);
        return Diagnosis.of(List.of(suspect, other), suspect, SILENT, logs);
    }

    @Test
    void a_rate_of_errors_counts_like_logs() {
        window(MetricType.ERROR_RATE, 0, 0.5, 0.5, 0.5, 0.5);
        assertThat(diagnose(0, true).type()).isEqualTo(FailureType.ERROR_BURST);
        assertThat(diagnose(0, true).sufficient()).isTrue();
        assertThat(diagnose(0, false)).isEqualTo(new Diagnosis(FailureType.ERROR_BURST, 0.6, true));
    }

    @Test
    void memory_that_moves_without_logs_is_a_change_of_code() {
        window(MetricType.MEMORY_USAGE, 30, 37, 37, 37, 37);
        assertThat(diagnose(0, false)).isEqualTo(new Diagnosis(FailureType.ERROR_BURST, 0.6, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothing_is_unknown(boolean logs) {
        assertThat(diagnose(0, logs)).isEqualTo(new Diagnosis(FailureType.UNKNOWN, 0.3, false));
    }

    @Test
    void words_in_the_logs_tell_of_timeouts_and_crashes() {
        LogSigns signs = LogSigns.in(List.of(
                error("api-service", "Connection timeout to database"),
                error("api-service", "upstream timed out"),
                error("shop", "Read timed out"),
                new LogEntry("shop", LogLevel.INFO, "timeout set to 5", Instant.EPOCH)));
        assertThat(signs.timeout()).contains("api-service");
        assertThat(diagnose(signs)).isEqualTo(new Diagnosis(FailureType.DEPENDENCY_TIMEOUT, 0.6, true));
        List<LogEntry> crashes = new ArrayList<>(List.of(
                error("pay", "Started PayApplication in 3.2 seconds"),
                error("pay", "Container OOMKilled"),
                error("x", "started late")));
        assertThat(LogSigns.in(crashes)).isEqualTo(SILENT);
        crashes.add(error("pay", "process ended, exit code 137"));
        assertThat(diagnose(LogSigns.in(crashes)).type()).isEqualTo(FailureType.CRASH_LOOP);
    }

    private void window(MetricType type, double... values) {
        double[] before = DoubleStream.generate(() -> USUAL.getOrDefault(type, 0.0))
                .limit(60)
                .toArray();
        metrics.put(type, MetricEvidence.of(type, before, values));
    }

    private Diagnosis diagnose(double logs, boolean lines) {
        var suspect = new ServiceEvidence("api", metrics, logs);
        return Diagnosis.of(List.of(suspect), suspect, SILENT, lines);
    }

    private static Diagnosis diagnose(LogSigns signs) {
        var suspect = new ServiceEvidence("api", Map.of(), 0);
        return Diagnosis.of(List.of(suspect), suspect, signs, true);
    }

    private static LogEntry error(String service, String message) {
        return new LogEntry(service, LogLevel.ERROR, message, Instant.EPOCH);
    }
}
