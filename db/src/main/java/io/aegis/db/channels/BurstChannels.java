/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.channels;

import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.List;

/**
 * Which channels operators want to be told of bursts. Thread-safe.
 *
 * @param database read from
 */
public record BurstChannels(ReadAccess database) {

    private static final String NAMES = "SELECT name FROM channel WHERE bursts ORDER BY name LIMIT ?";

    /** Their names, in order. */
    public List<String> names(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(NAMES, ChannelStore.MOST)
                        .map(row -> row.column("name").get(String.class))
                        .toList());
    }
}
