/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.logs;

import java.util.HashMap;
import java.util.Map;

/**
 * Knows lines that were counted before, so that a sender whose windows overlap does not make them more. A table of fixed size in
 * which newer lines overwrite older ones: a line that was pushed out counts again. Not thread-safe.
 */
final class SeenLines {

    private static final int SLOTS = 1 << 17;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long[] table = new long[SLOTS];

    /** The lines of one sending, among which equal ones are meant to be several. */
    final class Sending {

        private final Map<Long, Integer> repeated = new HashMap<>();

        /** Whether a line was not seen before; it is now. */
        boolean isNew(LogEntry line) {
            long text = ((long) line.message().hashCode() << Integer.SIZE)
                    ^ (line.service().hashCode() * 31L + line.level().label().hashCode());
            long same = mix(mix(text) ^ line.timestamp().toEpochMilli());
            long identity = mix(same + repeated.merge(same, 1, Integer::sum) * GOLDEN) | 1;
            int slot = (int) (identity >>> Integer.SIZE) & (SLOTS - 1);
            boolean fresh = table[slot] != identity;
            table[slot] = identity;
            return fresh;
        }
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
