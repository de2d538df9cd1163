/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.anomaly;

/** How a sample stands to those judged before it. */
public enum SampleOrder {
    /** It came in order, was judged and learned. */
    NEW,
    /** It came before, not long ago: the verdict is that one again, nothing was learned. */
    DUPLICATE,
    /** It is older than the newest: judged by what is known by now, not learned. */
    LATE
}
