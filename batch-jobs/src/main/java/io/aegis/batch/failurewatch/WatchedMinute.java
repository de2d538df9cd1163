/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.failurewatch;

import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.failure.FailureVerdict;
import io.aegis.monitoring.failure.ServiceAlarm;
import io.aegis.policy.PolicyDecisions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one run says of one service.
 *
 * @param service its name
 * @param newest the time of its newest sample
 * @param before what was said last
 * @param now what is said now
 * @param verdict on it; empty for one that sends nothing
 * @param decisions of the policy on what the verdict proposes; empty where nothing is proposed
 */
record WatchedMinute(
        String service,
        Instant newest,
        ServiceAlarm before,
        ServiceAlarm now,
        Optional<FailureVerdict> verdict,
        Optional<PolicyDecisions> decisions) {

    /** What may be recommended: that somebody looks, where nothing else is proposed. */
    List<RemediationAction> recommended() {
        return decisions.map(PolicyDecisions::recommended).orElse(List.of(RemediationAction.ALERT_ADMIN));
    }

    /** Whether something is said of it. */
    boolean alarmed() {
        return now.state() != ServiceAlarm.State.QUIET;
    }

    /** Whether that is news. */
    boolean begins() {
        return alarmed() && now.changedFrom(before).isPresent();
    }

    /** Whether nothing is said any more. */
    boolean ends() {
        return !alarmed() && before.state() != ServiceAlarm.State.QUIET;
    }

    /** Whether there is anything to remember. */
    boolean memorable() {
        return alarmed() || before.state() != ServiceAlarm.State.QUIET || now.recent() != 0 || before.recent() != 0;
    }
}
