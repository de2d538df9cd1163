/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.overview;

import io.aegis.online.health.OutOfMemoryExits;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this process sees by itself, without asking the database.
 *
 * @param batchAway whether the batch application does not answer
 * @param diskFull whether nothing is stored for want of room on the database's disk
 * @param diskFree bytes left there; empty when that is not known
 * @param memoryDeaths applications that died for want of memory, by name
 * @param mappingMistake what is wrong with the changed mapping of metrics; empty when nothing is
 */
public record LocalHealth(
        boolean batchAway,
        boolean diskFull,
        OptionalLong diskFree,
        Map<String, OutOfMemoryExits.Noted> memoryDeaths,
        Optional<String> mappingMistake) {

    /** All is well. */
    static final LocalHealth WELL = new LocalHealth(false, false, OptionalLong.empty(), Map.of(), Optional.empty());

    /** Copies the map. */
    public LocalHealth {
        memoryDeaths = Map.copyOf(memoryDeaths);
    }
}
