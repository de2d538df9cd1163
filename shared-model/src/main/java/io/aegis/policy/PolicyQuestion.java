/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import io.aegis.monitoring.RemediationAction;
import io.aegis.monitoring.Severity;
import io.aegis.monitoring.failure.FailureType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * May this action be recommended?
 *
 * @param action what is proposed
 * @param kind what it is proposed for
 * @param severity how bad that is
 * @param score of the anomaly, or the confidence that there is a failure; 0 to 1
 * @param confidence in the verdict, 0 to 1
 * @param services that are affected, the most suspicious first; may be empty
 * @param labels of the series or service that the action is about; may be empty
 * @param failure the type of a failure; empty for an anomaly
 */
public record PolicyQuestion(
        RemediationAction action,
        Kind kind,
        Severity severity,
        double score,
        double confidence,
        List<String> services,
        Map<String, String> labels,
        Optional<FailureType> failure) {

    /** The most services that are told; the others have the least to do with it. */
    public static final int MOST_SERVICES = 100;

    /** What an action is proposed for. */
    public enum Kind {
        ANOMALY,
        FAILURE;

        /** The name that policies see, such as {@code anomaly}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A question. Services beyond {@value #MOST_SERVICES} are left out. */
    public PolicyQuestion {
        services = List.copyOf(services.subList(0, Math.min(MOST_SERVICES, services.size())));
        labels = Map.copyOf(labels);
    }

    /** Whether anything would be done: waking a person, or nothing, is always allowed, for a denial comes to the same. */
    boolean matters() {
        return action != RemediationAction.ALERT_ADMIN && action != RemediationAction.NO_ACTION;
    }
}
