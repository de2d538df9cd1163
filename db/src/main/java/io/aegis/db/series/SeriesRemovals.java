/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.series;

import io.helidon.dbclient.DbExecute;
import java.util.function.LongSupplier;

/**
 * Keeps removals of series and the samples of others apart. Samples have no foreign key to their series, which would look for it with each of
 * them: who stores samples holds one row until the commit instead, and who removes series waits for that row, removes, and counts.
 */
public final class SeriesRemovals {

    private static final String HOLD =
            "SELECT removals, @@hostname AS host, @@port AS port FROM series_removal WHERE only_row = 1 LOCK IN SHARE MODE";

    private static final String WAIT = "SELECT removals FROM series_removal WHERE only_row = 1 FOR UPDATE";

    private static final String COUNT = "UPDATE series_removal SET removals = removals + 1 WHERE only_row = 1";

    private SeriesRemovals() {}

    /**
     * Up to when ids of series that were read are right.
     *
     * @param removals before, on this server
     * @param server that was asked: after a failure another may take over, which has not all that this one had
     */
    record Epoch(long removals, String server) {}

    /** Holds off removals until the commit. */
    static Epoch hold(DbExecute execute) {
        return execute.get(HOLD)
                .map(row -> new Epoch(
                        row.column("removals").get(Long.class),
                        row.column("host").get(String.class) + ":"
                                + row.column("port").get(Long.class)))
                .orElseThrow(() -> new IllegalStateException("the table series_removal has no row"));
    }

    /**
     * Removes series, when nobody stores samples.
     *
     * @param removal is done within the transaction and says how many series it removed; no sample comes until the commit
     * @return how many
     */
    public static long remove(DbExecute execute, LongSupplier removal) {
        execute.get(WAIT);
        long removed = removal.getAsLong();
        if (removed > 0) {
            execute.update(COUNT);
        }
        return removed;
    }
}
