/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import java.time.Instant;
import java.util.Optional;

/** Times as OTLP writes them: unsigned nanoseconds since 1970, where 0 is none. */
final class UnixNanos {

    private static final long PER_SECOND = 1_000_000_000;

    private UnixNanos() {}

    /** The time; empty where there is none, or one after the year 2262, which nothing here can hold. */
    static Optional<Instant> time(long nanos) {
        return nanos <= 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(nanos / PER_SECOND, nanos % PER_SECOND));
    }
}
