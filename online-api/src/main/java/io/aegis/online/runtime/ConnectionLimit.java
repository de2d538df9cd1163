/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.runtime;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Limit of open connections: how many this process may have before it runs out of file descriptors or of heap. */
final class ConnectionLimit {

    private static final int MOST_CONNECTIONS = 10_000;

    /** What each holds of the heap while idle: two buffers of Helidon's, and the stack of its thread. */
    private static final long HEAP_PER_CONNECTION = 24 << 10;

    /** One part in so many of the heap is for connections. */
    private static final long SHARE_OF_CONNECTIONS = 4;

    /** Even then there have to be some. */
    private static final int LEAST_CONNECTIONS = 16;

    /** What pools, files and calls out may still open after the start. */
    private static final int RESERVE = 96;

    private ConnectionLimit() {}

    /** As many connections as descriptors are left for and the heap has room for, at most {@value #MOST_CONNECTIONS}. */
    static int connections() {
        int fit = fitting(Runtime.getRuntime().maxMemory());
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.min(fit, connections(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount()))
                : fit;
    }

    /** Connections that a heap of so many bytes has room for. */
    static int fitting(long heap) {
        return Math.clamp(heap / SHARE_OF_CONNECTIONS / HEAP_PER_CONNECTION, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    }

    static int connections(long limit, long open) {
        return Math.clamp(limit - open - RESERVE, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    }
}
