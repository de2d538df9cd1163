/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many connections this process may have before it runs out of file descriptors. */
final class Descriptors {

    /** Each costs a few kilobytes while idle. */
    private static final int MOST_CONNECTIONS = 10_000;

    /** Even then there have to be some. */
    private static final int LEAST_CONNECTIONS = 16;

    /** What pools, files and calls out may still open after the start. */
    private static final int RESERVE = 96;

    private Descriptors() {}

    /** As many connections as descriptors are left for, at most {@value #MOST_CONNECTIONS}. */
    static int connections() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? connections(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount())
                : MOST_CONNECTIONS;
    }

    static int connections(long limit, long open) {
        return Math.clamp(limit - open - RESERVE, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    }
}
