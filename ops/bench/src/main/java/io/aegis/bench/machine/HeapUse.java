/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.machine;

/**
 * What a JVM with the serial collector has allocated, as far as its counters tell.
 *
 * @param youngCollections since it began
 * @param fullCollections since it began
 * @param edenCapacity bytes that are allocated between two young collections
 * @param youngUsed bytes in use in the young generation now
 */
public record HeapUse(long youngCollections, long fullCollections, long edenCapacity, long youngUsed) {

    /** Bytes allocated from then to now: an eden for each young collection, and how far the present one is beyond the former. */
    public long allocatedSince(HeapUse then) {
        long collected = (youngCollections - then.youngCollections) * edenCapacity;
        return Math.max(0, collected + youngUsed - then.youngUsed);
    }
}
