/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.paging;

import io.aegis.monitoring.MetricType;
import java.util.Locale;

/** A kind of series, as services have them. */
enum SeriesKind {
    /** A constant with little noise, rounded. */
    FLAT(MetricType.CPU_USAGE),
    /** White noise. */
    NOISY(MetricType.RESPONSE_TIME),
    /** A slow rise. */
    TREND(MetricType.MEMORY_USAGE),
    /** A wave by the day. */
    DAILY(MetricType.REQUEST_RATE),
    /** The same, and less at weekends. */
    WEEKLY(MetricType.REQUEST_RATE),
    /** A level that moves once and stays, which is legitimate. */
    LEVELSHIFT(MetricType.CPU_USAGE),
    /** Zero but for one sample in fifty. */
    SPARSE(MetricType.ERROR_RATE),
    /** Bursts of all sizes that fade within a quarter of an hour. */
    BURSTY(MetricType.DISK_IO);

    private final MetricType type;

    SeriesKind(MetricType type) {
        this.type = type;
    }

    MetricType type() {
        return type;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
