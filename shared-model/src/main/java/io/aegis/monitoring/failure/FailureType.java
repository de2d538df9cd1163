/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.failure;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of failure that are told apart. The set is closed. */
public enum FailureType {
    CPU_SATURATION("cpu_saturation"),
    MEMORY_PRESSURE("memory_pressure"),
    DISK_SATURATION("disk_saturation"),
    NETWORK_DELAY("network_delay"),
    DEPENDENCY_TIMEOUT("dependency_timeout"),
    ERROR_BURST("error_burst"),
    TRAFFIC_SURGE("traffic_surge"),
    CRASH_LOOP("crash_loop"),
    /** A service that sent samples regularly sends none any more. */
    NO_DATA("no_data"),
    UNKNOWN("unknown");

    private final String label;

    FailureType(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code cpu_saturation}. */
    public String label() {
        return label;
    }

    /** The type of that name on the wire; empty when there is none. */
    public static Optional<FailureType> ofLabel(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }
}
