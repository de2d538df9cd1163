/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import static io.aegis.monitoring.RemediationAction.ALERT_ADMIN;
import static io.aegis.monitoring.RemediationAction.CLEAR_CACHE;
import static io.aegis.monitoring.RemediationAction.RESTART_POD;
import static io.aegis.monitoring.RemediationAction.SCALE_UP;
import static io.aegis.monitoring.RemediationAction.THROTTLE_API;

import io.aegis.monitoring.MetricType;
import io.aegis.monitoring.RemediationAction;
import java.util.List;

/** What to do about a failure, by its kind: judgement, not measured. A policy has the last word. */
public final class RecommendedActions {

    private static final double CONFIDENT = 0.5;
    private static final double LOCATED = 0.6;
    private static final double RAISED = 3;
    private static final double CLEAR = 4;
    private static final double FULL = 90;
    private static final double BUSY = 80;

    private RecommendedActions() {}

    /**
     * The actions to propose, the first first; somebody is alerted where nothing else is safe.
     *
     * @param type the kind of failure
     * @param confidence that there is one, 0 to 1
     * @param suspect the evidence of the service that it began in
     * @param errors how loud the errors in that service's own logs are
     * @param located how sure it is that it began there, 0 to 1
     * @param exhausted whether its lines say that there was no memory left, however much there is by now
     */
    public static List<RemediationAction> of(
            FailureType type,
            double confidence,
            ServiceEvidence suspect,
            double errors,
            double located,
            boolean exhausted) {
        if (confidence < CONFIDENT) {
            return List.of(ALERT_ADMIN);
        }
        boolean busier = suspect.raised(MetricType.REQUEST_RATE) >= RAISED;
        boolean failing = suspect.raised(MetricType.ERROR_RATE) >= CLEAR;
        boolean guilty = errors >= RAISED && located >= LOCATED;
        return switch (type) {
            case CPU_SATURATION -> busier ? List.of(SCALE_UP, THROTTLE_API) : List.of(SCALE_UP);
            case MEMORY_PRESSURE ->
                List.of(
                        exhausted || peak(suspect, MetricType.MEMORY_USAGE) >= FULL ? RESTART_POD : CLEAR_CACHE,
                        SCALE_UP);
            case DISK_SATURATION -> List.of(THROTTLE_API, CLEAR_CACHE, ALERT_ADMIN);
            case NETWORK_DELAY -> failing ? List.of(ALERT_ADMIN, THROTTLE_API) : List.of(ALERT_ADMIN);
            case DEPENDENCY_TIMEOUT ->
                guilty ? List.of(THROTTLE_API, RESTART_POD, ALERT_ADMIN) : List.of(THROTTLE_API, ALERT_ADMIN);
            case ERROR_BURST -> guilty ? List.of(RESTART_POD, ALERT_ADMIN) : List.of(ALERT_ADMIN);
            case TRAFFIC_SURGE ->
                peak(suspect, MetricType.CPU_USAGE) >= BUSY ? List.of(SCALE_UP, THROTTLE_API) : List.of(SCALE_UP);
            case CRASH_LOOP -> List.of(ALERT_ADMIN, RESTART_POD);
            case NO_DATA, UNKNOWN -> List.of(ALERT_ADMIN);
        };
    }

    private static double peak(ServiceEvidence suspect, MetricType type) {
        return suspect.metric(type).map(MetricEvidence::peak).orElse(0.0);
    }
}
