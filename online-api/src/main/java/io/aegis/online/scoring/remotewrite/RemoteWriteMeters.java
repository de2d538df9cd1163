/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** {@code aegis_remote_write_samples_total} by what became of them. */
final class RemoteWriteMeters {

    /** What became of a sample. */
    enum Fate {
        /** It was judged. */
        SCORED,
        /** It is kept for what is calculated of its series. */
        TRACKED,
        /** One as new of its series came before. */
        LATE,
        /** It came of a new series when as many as there is room for were tracked. */
        NO_ROOM,
        /** No rule of the mapping wants its metric. */
        UNMAPPED,
        /** It marks the end of a series, or is not a finite number. */
        STALE,
        /** Its time is more than ten minutes ahead of the clock: all later ones of its series would seem late. */
        FUTURE,
        /** Its labels or its time are not what a sample here may have. */
        INVALID
    }

    private final MeterRegistry registry;

    RemoteWriteMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Fate fate : Fate.values()) {
            counter(fate);
        }
    }

    void count(Fate fate, int samples) {
        if (samples > 0) {
            counter(fate).increment(samples);
        }
    }

    private Counter counter(Fate fate) {
        return Counter.builder("aegis.remote.write.samples")
                .description("Samples that came by remote write")
                .tag("fate", fate.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
