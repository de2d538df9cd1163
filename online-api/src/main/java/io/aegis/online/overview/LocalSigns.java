package io.aegis.online.overview;

import io.aegis.online.health.MemoryDeaths;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What this process sees by itself, without asking the database.
 *
 * @param batchAway whether the batch application does not answer
 * @param diskFull whether nothing is stored for want of room on the database's disk
 * @param diskFree bytes left there; empty when that is not known
 * @param memoryDeaths applications that died for want of memory, by name
 */
public record LocalSigns(
        boolean batchAway, boolean diskFull, OptionalLong diskFree, Map<String, MemoryDeaths.Noted> memoryDeaths) {

    /** All is well. */
    static final LocalSigns WELL = new LocalSigns(false, false, OptionalLong.empty(), Map.of());

    /** Copies the map. */
    public LocalSigns {
        memoryDeaths = Map.copyOf(memoryDeaths);
    }
}
