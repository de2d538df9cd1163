/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import io.aegis.policy.PolicyQuestion.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions that nobody asks, by which rules are tried: with everything that one may have, and with as little as it may have. */
final class PolicySamples {

    private PolicySamples() {}

    static List<PolicyQuestion> all() {
        return List.of(
                new PolicyQuestion(
                        RemediationAction.RESTART_POD,
                        Kind.FAILURE,
                        Severity.HIGH,
                        0.9,
                        0.8,
                        List.of("checkout", "cart", "payments"),
                        Map.of("service", "checkout", "zone", "b", "replicas", "3"),
                        Optional.of(FailureType.CRASH_LOOP)),
                new PolicyQuestion(
                        RemediationAction.SCALE_UP,
                        Kind.ANOMALY,
                        Severity.LOW,
                        0,
                        0,
                        List.of(),
                        Map.of(),
                        Optional.empty()),
                new PolicyQuestion(
                        RemediationAction.CLEAR_CACHE,
                        Kind.ANOMALY,
                        Severity.MEDIUM,
                        1,
                        1,
                        List.of("42"),
                        Map.of("service", "42"),
                        Optional.empty()));
    }
}
