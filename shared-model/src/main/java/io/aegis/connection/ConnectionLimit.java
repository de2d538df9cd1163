/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Limit of open connections: how many this process may have before it runs out of file descriptors or of heap. */
public final class ConnectionLimit {

    private static final int MOST_CONNECTIONS = 8_000;

    /** Even then there have to be some. */
    private static final int LEAST_CONNECTIONS = 16;

    /** What pools, files and calls out may still open after the start. */
    private static final int RESERVE = 96;

    private ConnectionLimit() {}

    /**
     * As many connections as descriptors are left for.
     *
     * @param fit how many there is memory for: at most so many
     */
    public static int connections(int fit) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Math.min(fit, connections(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount()))
                : fit;
    }

    static int connections(long limit, long open) {
        return Math.clamp(limit - open - RESERVE, LEAST_CONNECTIONS, MOST_CONNECTIONS);
    }
}
