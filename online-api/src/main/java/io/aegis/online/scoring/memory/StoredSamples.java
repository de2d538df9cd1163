package io.aegis.online.scoring.memory;

import io.aegis.db.ReadAccess;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SamplesSince;

/**
 * Stored series and their samples, as the memory reads them.
 *
 * @param all whatever is stored of a series
 * @param since what came lately, of many series at once
 */
public record StoredSamples(SampleHistory all, SamplesSince since) {

    /** In a database. */
    public static StoredSamples of(ReadAccess database) {
        return new StoredSamples(new SampleHistory(database), new SamplesSince(database));
    }
}
