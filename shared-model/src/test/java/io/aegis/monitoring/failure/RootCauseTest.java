/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.failure.RootCause.Suspect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RootCauseTest {

    private final ServiceEvidence calm = service("calm", Map.of(), 0);
    private final ServiceEvidence hot = service("hot", Map.of(MetricType.CPU_USAGE, raised(12)), 0);
    private final ServiceEvidence slow = service("slow", Map.of(MetricType.RESPONSE_TIME, raised(20)), 0);

    @Test
    void evidence_of_its_own_beats_a_symptom() {
        RootCause cause = RootCause.among(List.of(calm, slow, hot), Map.of());
        assertThat(cause.suspects()).extracting(Suspect::service).containsExactly("hot", "slow", "calm");
        assertThat(cause.confidence()).isCloseTo(0.9, within(0.01));
    }

    @Test
    void what_slow_callers_have_in_common_is_suspected() {
        ServiceEvidence other = service("other", Map.of(MetricType.RESPONSE_TIME, raised(20)), 0);
        RootCause cause = RootCause.among(
                List.of(calm, slow, other), Map.of("slow", Set.of("calm"), "other", Set.of("calm", "elsewhere")));
        assertThat(cause.suspects().getFirst().service()).isEqualTo("calm");
    }

    @Test
    void equals_are_in_the_order_of_their_names_and_nobody_is_sure() {
        RootCause cause = RootCause.among(List.of(service("b", Map.of(), 0), service("a", Map.of(), 0)), Map.of());
        assertThat(cause.suspects()).extracting(Suspect::service).containsExactly("a", "b");
        assertThat(cause.confidence()).isLessThan(0.2);
        assertThat(RootCause.among(List.of(), Map.of()).confidence()).isZero();
    }

    @Test
    void logs_count() {
        ServiceEvidence loud = service("loud", Map.of(), 8);
        assertThat(RootCause.among(List.of(hot, loud), Map.of())
                        .suspects()
                        .getFirst()
                        .service())
                .isEqualTo("loud");
        assertThat(loud.metric(MetricType.CPU_USAGE)).isEmpty();
    }

    @Test
    void calm_services_show_no_failure() {
        FailureLikelihood failureLikelihood = FailureLikelihood.of(List.of(calm), 100);
        assertThat(failureLikelihood.detected()).isFalse();
        assertThat(failureLikelihood.margin()).isEqualTo(-2.5);
        assertThat(failureLikelihood.confidence()).isLessThan(0.1);
        assertThat(FailureLikelihood.of(List.of(), 0).detected()).isFalse();
    }

    @Test
    void a_hot_service_is_a_failure_and_needs_to_be_hotter_among_many() {
        FailureLikelihood alone = FailureLikelihood.of(List.of(hot), 0);
        assertThat(alone.detected()).isTrue();
        var many = new ArrayList<ServiceEvidence>();
        for (int i = 0; i < 40; i++) {
            many.add(calm);
        }
        many.add(hot);
        assertThat(FailureLikelihood.of(many, 0).margin()).isLessThan(alone.margin());
    }

    @ParameterizedTest
    @CsvSource({"60, 6", "20, 8", "8, 15"})
    void logs_have_to_be_the_louder_the_fewer_minutes_are_known(int minutes, double strength) {
        List<ServiceEvidence> loud = List.of(service("loud", Map.of(), strength));
        assertThat(FailureLikelihood.of(loud, minutes - 1).detected()).isFalse();
        assertThat(FailureLikelihood.of(loud, minutes).detected()).isTrue();
        assertThat(FailureLikelihood.of(List.of(service("loud", Map.of(), strength - 0.1)), minutes)
                        .detected())
                .isFalse();
    }

    @Test
    void the_latency_of_a_handful_of_requests_says_little() {
        double few = latency(0.02);
        assertThat(latency(0.1)).isBetween(few, latency(5));
        assertThat(few).isLessThan(0.1);
        assertThat(latency(5)).isBetween(19.9, 20.0);
        assertThat(latency(1e300)).isEqualTo(20);
        assertThat(latency(Double.NaN)).as("nothing is known of the rate").isEqualTo(20);
    }

    private static double latency(double requestsPerSecond) {
        var rate = new MetricEvidence(
                1, 0, 0, 0, 1, List.of(9.0, requestsPerSecond, requestsPerSecond), List.of(0.0, 0.0, 0.0));
        return service("quiet", Map.of(MetricType.RESPONSE_TIME, raised(20), MetricType.REQUEST_RATE, rate), 0)
                .latest(MetricType.RESPONSE_TIME);
    }

    @ParameterizedTest
    @EnumSource
    void every_failure_type_is_found_by_its_name(FailureType type) {
        assertThat(FailureType.ofLabel(type.label())).contains(type);
        assertThat(FailureType.ofLabel(type.label() + "s")).isEmpty();
    }

    private static ServiceEvidence service(String name, Map<MetricType, MetricEvidence> metrics, double logs) {
        return new ServiceEvidence(name, metrics, logs);
    }

    private static MetricEvidence raised(double deviations) {
        return new MetricEvidence(10, deviations, 0, deviations, 50, List.of(), List.of());
    }
}
