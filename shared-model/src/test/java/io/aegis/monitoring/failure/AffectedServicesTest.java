/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricSample;
import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.Series;
import io.aegis.monitoring.logs.LogLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose failure it is, and where it began. */
class AffectedServicesTest extends FailureDetectorFixture {

    @Test
    void samples_without_labels_belong_to_the_only_service_that_is_named() {
        samples.add(new MetricSample(Series.of(MetricType.ERROR_RATE, Map.of()), 0.5, NOW));
        log("api-service", LogLevel.ERROR, "upstream timed out");

        assertThat(judge(MetricHistory.NONE).affected()).containsExactly("api-service");
    }

    @Test
    void samples_of_nobody_affect_nobody_by_name() {
        samples.add(new MetricSample(Series.of(MetricType.ERROR_RATE, Map.of()), 0.5, NOW));

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.detected()).isTrue();
        assertThat(verdict.affected()).isEmpty();
        assertThat(verdict.type()).contains(FailureType.ERROR_BURST);
    }

    @Test
    void a_service_that_another_says_does_not_answer_is_the_cause() {
        log("api", LogLevel.ERROR, "call to payment-db: connection refused");
        log("payment-db", LogLevel.INFO, "checkpoint");
        log("payment", LogLevel.INFO, "fine");

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.rootCause().orElse(""))
                .startsWith("payment-db: connection timeouts")
                .contains(" in api");
        assertThat(verdict.affected()).containsExactly("payment-db", "api");
    }

    @Test
    void two_services_of_one_name_in_two_namespaces_are_two() {
        errors("cart", "shop", 0.5);
        errors("cart", "mail", 0.001);

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.affected()).containsExactly("shop/cart");
        assertThat(verdict.suspects()).extracting(RootCause.Suspect::service).containsExactly("shop/cart", "mail/cart");
    }

    @Test
    void a_service_that_some_name_without_its_namespace_is_one() {
        errors("cart", "shop", 0.5);
        errors("web", "shop", 0.001);
        log("cart", LogLevel.ERROR, "connection timeout");
        alerts.add(new FiringAlert("cart", "Errors", Optional.of(FailureType.ERROR_BURST), true));

        FailureVerdict verdict = judge(MetricHistory.NONE, Map.of("web", Set.of("cart")));

        assertThat(verdict.affected()).containsExactly("shop/cart");
        assertThat(verdict.suspects()).extracting(RootCause.Suspect::service).containsExactly("shop/cart", "shop/web");
    }

    @Test
    void lines_name_who_does_not_answer_without_its_namespace() {
        log("shop/api", LogLevel.ERROR, "call to payment-db: connection refused");
        log("other/payment-db", LogLevel.INFO, "checkpoint");
        log("shop/payment-db", LogLevel.INFO, "checkpoint");

        FailureVerdict verdict = judge(MetricHistory.NONE);

        assertThat(verdict.affected()).containsExactly("shop/payment-db", "shop/api");
    }

    @Test
    void known_calls_make_a_callee_suspicious() {
        minutes(MetricType.RESPONSE_TIME, "front", 100, 900, 950, 900, 900);
        minutes(MetricType.RESPONSE_TIME, "cart", 100, 101, 100, 99, 100);
        minutes(MetricType.RESPONSE_TIME, "mail", 100, 101, 100, 99, 100);
        MetricHistory hour = hour(Map.of(MetricType.RESPONSE_TIME, 100.0));

        FailureVerdict blind = judge(hour);
        FailureVerdict knowing = judge(hour, Map.of("front", Set.of("cart")));

        assertThat(blind.type()).contains(FailureType.NETWORK_DELAY);
        assertThat(blind.rootCause().orElse("")).startsWith("front: response_time");
        assertThat(knowing.suspects().getFirst().service()).isEqualTo("cart");
    }

    @Test
    void two_that_are_equally_suspicious_are_no_cause_but_a_symptom() {
        for (String service : List.of("a", "b")) {
            minutes(MetricType.CPU_USAGE, service, 20, 88, 95, 96, 95);
        }

        FailureVerdict verdict = judge(hour(Map.of(MetricType.CPU_USAGE, 20.0)));

        assertThat(verdict.affected()).containsExactly("a", "b");
        assertThat(verdict.located()).isLessThan(0.7);
    }
}
