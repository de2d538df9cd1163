/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instants as DATETIME parameters, in UTC, to the microsecond. Columns give them back as {@link Instant}s. */
public final class Utc {

    /** What TO_SECONDS makes of the first second of 1970. */
    private static final long SECONDS_TO_1970 = 62_167_219_200L;

    private Utc() {}

    /** The parameter for a moment. */
    public static LocalDateTime of(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    /** The parameter for a moment, or NULL. */
    public static @Nullable LocalDateTime of(Optional<Instant> moment) {
        return moment.map(Utc::of).orElse(null);
    }

    /** The parameter for the second of a moment, as TO_SECONDS counts them: less work for each row than a difference of moments. */
    public static long seconds(Instant moment) {
        return moment.getEpochSecond() + SECONDS_TO_1970;
    }
}
