/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.alerting;

import java.util.Map;
import java.util.Set;

/** The alerts that Aegis itself raises, and how they are known when they come back from an Alertmanager. */
public final class OwnAlerts {

    /** The label that says who raised an alert. */
    static final String GENERATOR = "generator";

    /** What that label says of alerts of Aegis. */
    static final String AEGIS = "aegis";

    /** An anomaly of a series. */
    static final String ANOMALY = "AegisAnomaly";

    /** A failure of a service. */
    static final String FAILURE = "AegisFailure";

    private static final Set<String> NAMES = Set.of(ANOMALY, FAILURE);

    private OwnAlerts() {}

    /** Whether Aegis raised the alert with these labels, or a rule on its scores did. */
    public static boolean raised(Map<String, String> labels) {
        return AEGIS.equals(labels.get(GENERATOR)) || NAMES.contains(labels.getOrDefault("alertname", ""));
    }
}
