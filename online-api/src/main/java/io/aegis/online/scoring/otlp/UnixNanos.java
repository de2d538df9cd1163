/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.otlp;

import java.time.Instant;
import java.util.Optional;

/** Times as OTLP writes them: unsigned nanoseconds since 1970, where 0 is none. */
final class UnixNanos {

    private static final long PER_SECOND = 1_000_000_000;

    /** The year 2000: what is earlier was counted in another unit, such as milliseconds. */
    private static final long EARLIEST = 946_684_800 * PER_SECOND;

    private UnixNanos() {}

    /** The time; empty where there is none, one before 2000, or one after the year 2262, which nothing here can hold. */
    static Optional<Instant> time(long nanos) {
        return nanos < EARLIEST
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(nanos / PER_SECOND, nanos % PER_SECOND));
    }
}
