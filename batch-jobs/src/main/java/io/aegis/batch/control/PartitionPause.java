/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.storage.DiskRoom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backpressure on all partitions while the database's disk has no room: a database that runs out of it hangs or ends. {@link
 * #look} is to be called as often as for parts. Thread-safe.
 *
 * @param room on the database's disk
 */
record PartitionPause(DiskRoom room) {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionPause.class);

    /**
     * Looks how much room there is.
     *
     * @throws DatabaseUnavailableException when the database does not tell; then it is as it was
     */
    void look() throws DatabaseUnavailableException {
        if (room.look()) {
            LOG.atWarn()
                    .addKeyValue("free_bytes", room.freeBytes().orElse(-1))
                    .log(
                            room.full()
                                    ? "parts wait for room on the database's disk"
                                    : "parts go on, as there is room on the database's disk");
        }
    }

    /** Whether parts wait. */
    boolean holds() {
        return room.full();
    }
}
