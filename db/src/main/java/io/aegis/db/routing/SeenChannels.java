/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.routing;

import io.aegis.db.ReadAccess;
import io.aegis.deadline.Deadline;
import io.aegis.storage.DatabaseUnavailableException;
import java.util.Set;
import java.util.stream.Collectors;

/** Which channels senders told lately, so that whoever writes a rule hears of one that nothing comes by. Thread-safe. */
public final class SeenChannels {

    /** An index alone has them. What told none is among those that are looked at, else a table without channels would be read to its end. */
    private static final String NEWEST = """
            SELECT DISTINCT channel FROM (SELECT channel FROM submission ORDER BY submitted_at DESC LIMIT 50000) AS newest
            WHERE channel IS NOT NULL""";

    private final ReadAccess database;

    /** Reads from a database. */
    public SeenChannels(ReadAccess database) {
        this.database = database;
    }

    /** Those of the newest 50,000 submissions that told anything. */
    public Set<String> lately(Deadline deadline) throws DatabaseUnavailableException {
        return database.read(
                deadline,
                execute -> execute.query(NEWEST)
                        .map(row -> row.column("channel").get(String.class))
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
