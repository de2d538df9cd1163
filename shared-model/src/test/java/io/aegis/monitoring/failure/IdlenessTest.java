/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogTemplateHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When less is enough. A busy time of two hours, then a quiet one. */
class IdlenessTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int BUSY = 120;

    private final RecordedMetrics past = new RecordedMetrics();

    private static MetricSample sample(MetricType type, String service, int minute, double value) {
        return new MetricSample(
                Series.of(type, Map.of("service", service)), value, START.plusSeconds(60L * minute + 30));
    }

    /** Judges every minute by itself, as somebody who sends single samples sees it; the verdict on the last. */
    private FailureVerdict after(int minutes, IntToDoubleFunction processor, IntToDoubleFunction rate) {
        var detector = new FailureDetector(Duration.ofMinutes(5));
        List<FailureVerdict> verdicts = new ArrayList<>();
        for (int minute = 0; minute < BUSY + minutes; minute++) {
            List<MetricSample> now = List.of(
                    sample(MetricType.CPU_USAGE, "shop", minute, processor.applyAsDouble(minute)),
                    sample(MetricType.REQUEST_RATE, "shop", minute, rate.applyAsDouble(minute)));
            verdicts.add(detector.judge(
                    new Observations(MetricSample.bySeries(now), List.of(), List.of(), Map.of()),
                    START,
                    past,
                    new LogTemplateHistory()));
            past.learn(now);
        }
        return verdicts.getLast();
    }

    private static IntToDoubleFunction quiet(double busy, double quiet) {
        return minute -> (minute < BUSY ? busy : quiet) + minute % 3 / 10.0;
    }

    @ParameterizedTest
    @CsvSource({"26,NO_ACTION", "31,SCALE_DOWN", "40,SCALE_DOWN"})
    void six_quiet_windows_are_enough_and_fewer_are_not(int minutes, RemediationAction action) {
        FailureVerdict verdict = after(minutes, quiet(50, 8), quiet(100, 5));

        assertThat(verdict.actions()).containsExactly(action);
        assertThat(verdict.idle()).hasSize(action == RemediationAction.SCALE_DOWN ? 1 : 0);
        assertThat(verdict.concerned()).isEqualTo(verdict.idle());
        assertThat(verdict.affected()).isEmpty();
        assertThat(verdict.detected()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // The processor is busy, or not less is asked than usual.
        "50,21,100,5",
        "50,8,100,90",
        "8,8,100,100",
    })
    void a_service_that_is_busy_or_always_so_quiet_keeps_what_it_has(
            double usual, double now, double asked, double askedNow) {
        assertThat(after(40, quiet(usual, now), quiet(asked, askedNow)).actions())
                .containsExactly(RemediationAction.NO_ACTION);
    }

    @Test
    void one_busy_window_in_between_begins_it_anew() {
        IntToDoubleFunction processor = minute -> minute >= BUSY + 15 && minute < BUSY + 20 ? 60 : 8;

        assertThat(after(40, processor, quiet(100, 5)).actions()).containsExactly(RemediationAction.NO_ACTION);
    }

    @Test
    void nobody_is_told_to_scale_down_who_fails() {
        FailureVerdict verdict = after(40, quiet(50, 8), quiet(100, 5));
        assertThat(verdict.idle()).containsExactly("shop");
        List<MetricSample> now = List.of(
                sample(MetricType.CPU_USAGE, "shop", BUSY + 40, 8),
                sample(MetricType.REQUEST_RATE, "shop", BUSY + 40, 5),
                sample(MetricType.ERROR_RATE, "shop", BUSY + 40, 0.9));

        FailureVerdict failing = new FailureDetector(Duration.ofMinutes(5))
                .judge(
                        new Observations(MetricSample.bySeries(now), List.of(), List.of(), Map.of()),
                        START,
                        past,
                        new LogTemplateHistory());

        assertThat(failing.detected()).isTrue();
        assertThat(failing.idle()).isEmpty();
        assertThat(failing.actions()).doesNotContain(RemediationAction.SCALE_DOWN);
    }

    @Test
    void samples_of_nobody_scale_nothing_down() {
        past.learn(List.of());
        List<MetricSample> now = new ArrayList<>();
        for (int minute = 0; minute < 5; minute++) {
            now.add(new MetricSample(Series.of(MetricType.CPU_USAGE, Map.of()), 1, START.plusSeconds(60L * minute)));
        }
        FailureVerdict verdict = new FailureDetector(Duration.ofMinutes(5))
                .judge(
                        new Observations(MetricSample.bySeries(now), List.of(), List.of(), Map.of()),
                        START,
                        past,
                        new LogTemplateHistory());

        assertThat(verdict.actions()).containsExactly(RemediationAction.NO_ACTION);
    }
}
