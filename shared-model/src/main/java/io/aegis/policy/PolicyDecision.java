/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import io.aegis.monitoring.RemediationAction;

/**
 * A proposed action and what became of it.
 *
 * @param proposed what was asked about
 * @param verdict what was said
 */
public record PolicyDecision(RemediationAction proposed, PolicyVerdict verdict) {

    /** What may be recommended: the proposed action, or that somebody is alerted when it is denied. */
    public RemediationAction recommended() {
        return verdict.allowed() ? proposed : RemediationAction.ALERT_ADMIN;
    }
}
