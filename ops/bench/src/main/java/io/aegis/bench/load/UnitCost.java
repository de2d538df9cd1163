/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import io.aegis.bench.machine.HeapUse;
import io.aegis.bench.machine.ProcessUsage;

/**
 * What one piece of work cost one process.
 *
 * @param work such as {@code new row}
 * @param process such as {@code online-api}
 * @param count pieces of work that were done
 * @param cpuMillis processor time of one piece
 * @param allocatedBytes by one piece; 0 for a process that is no JVM
 * @param youngCollections during all of them
 * @param fullCollections during all of them
 */
record UnitCost(
        String work,
        String process,
        long count,
        double cpuMillis,
        double allocatedBytes,
        long youngCollections,
        long fullCollections) {

    /** The cost of each of so many. */
    static UnitCost of(String work, String process, long count, ProcessUsage used, HeapUse before, HeapUse after) {
        return new UnitCost(
                work,
                process,
                count,
                used.cpuMillis() / count,
                (double) after.allocatedSince(before) / count,
                after.youngCollections() - before.youngCollections(),
                after.fullCollections() - before.fullCollections());
    }
}
