/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecommendedActionsTest {

    @ParameterizedTest
    @CsvSource({
        "CPU_SATURATION,0,50,SCALE_UP",
        "CPU_SATURATION,5,50,SCALE_UP THROTTLE_API",
        "MEMORY_PRESSURE,0,95,RESTART_POD SCALE_UP",
        "MEMORY_PRESSURE,0,60,CLEAR_CACHE SCALE_UP",
        "DISK_SATURATION,0,50,THROTTLE_API CLEAR_CACHE ALERT_ADMIN",
        "NETWORK_DELAY,0,50,ALERT_ADMIN",
        "NETWORK_DELAY,5,50,ALERT_ADMIN THROTTLE_API",
        "TRAFFIC_SURGE,5,50,SCALE_UP",
        "TRAFFIC_SURGE,5,95,SCALE_UP THROTTLE_API",
        "CRASH_LOOP,0,50,ALERT_ADMIN RESTART_POD",
        "UNKNOWN,0,50,ALERT_ADMIN"
    })
    void each_kind_has_its_remedy(FailureType type, double raised, double peak, String actions) {
        assertThat(RecommendedActions.of(type, 0.8, suspect(raised, peak), 0, 0, false))
                .isEqualTo(actions(actions));
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR_BURST,5,.7,RESTART_POD ALERT_ADMIN",
        "ERROR_BURST,5,.5,ALERT_ADMIN",
        "ERROR_BURST,2,.7,ALERT_ADMIN",
        "DEPENDENCY_TIMEOUT,5,.7,THROTTLE_API RESTART_POD ALERT_ADMIN",
        "DEPENDENCY_TIMEOUT,5,.1,THROTTLE_API ALERT_ADMIN"
    })
    void only_a_service_with_errors_of_its_own_is_restarted(
            FailureType type, double errors, double located, String actions) {
        assertThat(RecommendedActions.of(type, 0.8, suspect(0, 50), errors, located, false))
                .isEqualTo(actions(actions));
    }

    @ParameterizedTest
    @EnumSource
    void somebody_is_asked_when_it_is_not_sure_that_there_is_a_failure(FailureType type) {
        assertThat(RecommendedActions.of(type, 0.49, suspect(9, 99), 9, 0.9, false))
                .containsExactly(RemediationAction.ALERT_ADMIN);
    }

    private static List<RemediationAction> actions(String names) {
        return Arrays.stream(names.split(" ")).map(RemediationAction::valueOf).toList();
    }

    private static ServiceEvidence suspect(double raised, double peak) {
        var evidence = new MetricEvidence(10, raised, 0, raised, peak, List.of(), List.of());
        return new ServiceEvidence(
                "api",
                Map.of(
                        MetricType.REQUEST_RATE, evidence,
                        MetricType.ERROR_RATE, evidence,
                        MetricType.MEMORY_USAGE, evidence,
                        MetricType.CPU_USAGE, evidence),
                0);
    }
}
