/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Limit of open connections: how many this process may have before it runs out of file descriptors or of heap. */
final class ConnectionLimit {

    private static final int MOST_CONNECTIONS = 8_000;

    /** Even then there have to be some. */
    private static final int LEAST_CONNECTIONS = 16;

    /** What pools, files and calls out may still open after the start. */
    private static final int RESERVE = 96;

    private ConnectionLimit() {}

    /** As many connections as descriptors are left for, and at most those that the heap has room for. */
    static int connections(HeapShares heap) {
        int fit = heap.connections();
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.min(fit, connections(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount()))
                : fit;
    }

    static int connections(long limit, long open) {
        return Math.clamp(limit - open - RESERVE, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    }
}
