/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring;

import java.util.Arrays;
import java.util.Optional;

/** What a sample measures. The set is closed; a value outside its usual range is judged as sent, not refused. */
public enum MetricType {
    /** Percent of one core or of the whole allowance; more than 100 is possible. */
    CPU_USAGE("cpu_usage"),
    /** Percent. */
    MEMORY_USAGE("memory_usage"),
    /** Requests per second. */
    REQUEST_RATE("request_rate"),
    /** Share of requests that fail, 0 to 1. */
    ERROR_RATE("error_rate"),
    /** Milliseconds. */
    RESPONSE_TIME("response_time"),
    /** Megabytes per second. */
    DISK_IO("disk_io");

    private final String label;

    MetricType(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code cpu_usage}. */
    public String label() {
        return label;
    }

    /** The type of that name on the wire; empty when there is none. */
    public static Optional<MetricType> ofLabel(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }
}
