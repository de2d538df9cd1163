/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.util.Arrays;
import java.util.Optional;

/** What may be recommended to those who run the system. */
public enum RemediationAction {
    SCALE_UP("scale_up"),
    SCALE_DOWN("scale_down"),
    RESTART_POD("restart_pod"),
    THROTTLE_API("throttle_api"),
    CLEAR_CACHE("clear_cache"),
    ALERT_ADMIN("alert_admin"),
    NO_ACTION("no_action");

    private final String label;

    RemediationAction(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code scale_up}. */
    public String label() {
        return label;
    }

    /** The action of that name on the wire; empty when there is none. */
    public static Optional<RemediationAction> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(action -> action.label.equals(label))
                .findFirst();
    }
}
