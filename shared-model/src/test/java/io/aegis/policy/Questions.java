/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions to ask. */
final class Questions {

    private Questions() {}

    static PolicyQuestion about(RemediationAction action) {
        return new PolicyQuestion(
                action,
                PolicyQuestion.Kind.FAILURE,
                Severity.HIGH,
                0.75,
                0.7,
                List.of("api-service", "cart"),
                Map.of("zone", "b"),
                Optional.of(FailureType.ERROR_BURST));
    }

    static PolicyQuestion restart(double confidence, List<String> services, Map<String, String> labels) {
        return new PolicyQuestion(
                RemediationAction.RESTART_POD,
                PolicyQuestion.Kind.ANOMALY,
                Severity.LOW,
                confidence,
                confidence,
                services,
                labels,
                Optional.empty());
    }
}
