/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.access;

import java.util.Set;

/** What both applications allow everybody: how large a request may be, and what is answered without a key and whatever the load. */
public final class RequestLimits {

    /** Most bytes of a body of JSON, where no route takes more: 64 KiB. */
    public static final int JSON_BYTES = 64 << 10;

    /** The paths that probes and scrapers ask: they are how operators see an overload. */
    public static final Set<String> PROBES = Set.of("/health", "/health/live", "/health/ready", "/metrics");

    private RequestLimits() {}
}
